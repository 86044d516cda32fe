import { accountRef, userRef } from '@app/accounts';
import { SecretBox } from '@app/secrets';
import type { CommandMetadata } from '@app/event-store';
import type { Driver, DriverHarness } from '@app/event-store/testing';
import { CreateContact, CreateContactHandler } from '../commands/contacts/create-contact';
import {
  CreateConversation,
  CreateConversationHandler,
  type NewConversation,
} from '../commands/conversations/create-conversation';
import { CreateInbox, CreateInboxHandler } from '../commands/inboxes/create-inbox';
import { PublishMessage, PublishMessageHandler } from '../commands/messages/publish-message';
import type { ContactDetails } from '../domain/contact-profile';
import type { Inbox } from '../domain/inbox';
import type { MessageDraft } from '../domain/message';
import { ContactInboxes } from '../read-model/contact-inboxes';
import { CONVERSATION_PROJECTIONS } from '../read-model/projections';
import { UPCASTERS } from '../upcasters/upcasters';
import { ada, apiInbox } from './conversation-data';
import { CONVERSATION_MIGRATIONS } from '../migrations';

export const ACCOUNT = 1;
export const OTHER_ACCOUNT = 2;

export const byAda: CommandMetadata = {
  accountId: ACCOUNT,
  actor: { type: 'user', id: ada.id },
  correlationId: 'request-1',
};

const secretBox = new SecretBox(SecretBox.makeKey());

export type Commands = ReturnType<typeof commandsOn>;

/** Two accounts without inboxes, and the agent Ada. */
export async function openConversationsDatabase(driver: Driver): Promise<DriverHarness> {
  const harness = await driver.open({ migrations: [CONVERSATION_MIGRATIONS] });
  addProjections(harness);
  const occurredAt = new Date(harness.clock.nowMs()).toISOString();
  const metadata = { ...byAda, causationId: null, occurredAt };
  const seed = (stream: string, type: string, data: object) =>
    harness.store.append(stream, [{ type, data, metadata }], 'no-stream');
  await seed(accountRef(ACCOUNT).stream, 'AccountCreated', { id: ACCOUNT, name: 'Hoory' });
  await seed(accountRef(OTHER_ACCOUNT).stream, 'AccountCreated', {
    id: OTHER_ACCOUNT,
    name: 'Other',
  });
  await seed(userRef(ada.id).stream, 'UserCreated', {
    id: ada.id,
    name: ada.name,
    email: ada.email,
    displayName: null,
  });
  return harness;
}

/** To be called anew after a reopening. */
export function addProjections({ store }: DriverHarness): void {
  for (const upcaster of UPCASTERS) store.addUpcaster(upcaster);
  for (const projection of CONVERSATION_PROJECTIONS) store.addProjection(projection);
}

/** The handlers of the commands, with what a test leaves open filled in. */
export function commandsOn({ store, database }: DriverHarness) {
  return {
    createInbox: (
      accountId = ACCOUNT,
      { name, channel }: Pick<Inbox, 'name' | 'channel'> = apiInbox,
    ) =>
      new CreateInboxHandler(store, secretBox).execute(
        new CreateInbox(accountId, name, channel, byAda),
      ),

    createContact: (
      details: Partial<ContactDetails> = {},
      inboxId: number | null = null,
      accountId = ACCOUNT,
    ) =>
      new CreateContactHandler(store).execute(
        new CreateContact(accountId, { ...NO_DETAILS, ...details }, inboxId, byAda),
      ),

    createConversation: (
      wanted: Partial<NewConversation>,
      accountId = ACCOUNT,
      metadata: CommandMetadata = byAda,
    ) =>
      new CreateConversationHandler(store, new ContactInboxes(database)).execute(
        new CreateConversation(accountId, { ...NOWHERE, ...wanted }, metadata),
      ),

    publishMessage: (
      conversationId: number,
      draft: MessageDraft,
      accountId = ACCOUNT,
      metadata: CommandMetadata = byAda,
    ) =>
      new PublishMessageHandler(store).execute(
        new PublishMessage(accountId, conversationId, draft, metadata),
      ),
  };
}

const NO_DETAILS: ContactDetails = {
  name: 'Carol',
  email: null,
  phoneNumber: null,
  identifier: null,
  blocked: false,
  customAttributes: {},
  additionalAttributes: {},
};

const NOWHERE: NewConversation = {
  sourceId: null,
  inboxId: null,
  contactId: null,
  status: 'open',
  snoozedUntil: null,
  assigneeId: null,
  teamId: null,
  additionalAttributes: {},
  customAttributes: {},
  openingMessage: null,
};
