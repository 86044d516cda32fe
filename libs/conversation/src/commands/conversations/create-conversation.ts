import { randomUUID } from 'node:crypto';
import {
  EventStore,
  Refusal,
  UniqueViolationError,
  withoutKey,
  type CommandMetadata,
  type Facts,
  type References,
} from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  contactDecider,
  contactStream,
  type ContactCommand,
  type NewContactInbox,
} from '../../domain/contact';
import type { Attributes, ContactInbox } from '../../domain/contact-profile';
import type { ConversationCommand } from '../../domain/conversation/commands';
import {
  conversationStream,
  NO_CONVERSATION,
  type ConversationStatus,
} from '../../domain/conversation/conversation';
import { conversationDecider } from '../../domain/conversation/decider';
import type { ConversationSnapshot } from '../../domain/conversation/events';
import type { MessageDraft } from '../../domain/message';
import { ContactInboxes, type ContactInboxKey } from '../../read-model/contact-inboxes';
import { accountSnapshot } from '../../snapshots/account-snapshot';
import { takeAssignee, takeTeam } from './assignment';
import { situationStreams, takeSituation, type Place, type SituationFacts } from './situation';

export interface NewConversation {
  /** Where the conversation takes place: a source id, or an inbox and a contact. */
  readonly sourceId: string | null;
  readonly inboxId: number | null;
  readonly contactId: number | null;
  readonly status: ConversationStatus;
  readonly snoozedUntil: string | null;
  readonly assigneeId: number | null;
  readonly teamId: number | null;
  readonly additionalAttributes: Attributes;
  readonly customAttributes: Attributes;
  readonly openingMessage: MessageDraft | null;
}

export class CreateConversation extends Command<ConversationSnapshot> {
  constructor(
    readonly accountId: number,
    readonly conversation: NewConversation,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(CreateConversation)
export class CreateConversationHandler implements ICommandHandler<CreateConversation> {
  constructor(
    private readonly store: EventStore,
    private readonly contactInboxes: ContactInboxes,
  ) {}

  async execute({
    accountId,
    conversation: wanted,
    metadata,
  }: CreateConversation): Promise<ConversationSnapshot> {
    const { contactId, inboxId, sourceId } =
      (await this.findContactInbox(accountId, wanted)) ??
      (await this.createContactInbox(accountId, wanted, metadata));
    const place = placeOf(accountId, contactId, inboxId, wanted);
    const { events } = await this.store.handle(conversationDecider, {
      stream: (id) => conversationStream(accountId, id(displayIdsOf(accountId))),
      metadata,
      references: () => situationStreams(place, metadata),
      command: (facts): ConversationCommand => {
        const contactInbox = facts.references.contact?.contactInboxes.find(
          (known) => known.inboxId === inboxId && known.sourceId === sourceId,
        );
        if (!contactInbox) throw Refusal.notFound();
        return createConversation(wanted, place, contactInbox, facts, metadata);
      },
    });
    return events[0]!.data as ConversationSnapshot;
  }

  private async findContactInbox(
    accountId: number,
    { sourceId, inboxId, contactId }: NewConversation,
  ): Promise<ContactInboxKey | undefined> {
    if (sourceId !== null) {
      const found = await this.contactInboxes.findBySourceId(accountId, sourceId, inboxId);
      if (!found && (inboxId === null || contactId === null)) throw Refusal.notFound();
      if (found && contactId !== null && found.contactId !== contactId) throw sourceTaken();
      return found;
    }
    if (inboxId === null || contactId === null) {
      throw new Refusal(
        'invalid',
        'A conversation takes a source_id, or an inbox_id and a contact_id',
        ['source_id', 'inbox_id', 'contact_id'],
      );
    }
    return this.contactInboxes.findByContact(accountId, contactId, inboxId);
  }

  /** A contact that has not yet been in the inbox comes into it. */
  private async createContactInbox(
    accountId: number,
    wanted: NewConversation,
    metadata: CommandMetadata,
  ): Promise<ContactInboxKey> {
    const { sourceId, inboxId, contactId } = wanted;
    const place = placeOf(accountId, contactId!, inboxId!, wanted);
    const { state } = await this.store
      .handle(contactDecider, {
        stream: contactStream(contactId!),
        // The key is the conversation's; a contact is found where it is in the inbox already.
        metadata: withoutKey(metadata),
        references: () => situationStreams(place, metadata),
        command: ({ references, id, occurredAt }): ContactCommand => {
          const { account, contact, inbox } = references;
          if (contact?.accountId !== accountId || inbox?.accountId !== accountId) {
            throw Refusal.notFound();
          }
          const contactInbox = {
            id: id('contact-inbox'),
            inboxId: inbox.id,
            sourceId: sourceId ?? randomUUID(),
            hmacVerified: false,
          };
          expectNoRefusal(wanted, place, contactInbox, { references, occurredAt }, metadata);
          return {
            type: 'CreateContactInbox',
            account: accountSnapshot(account),
            contactInbox,
            createdAt: occurredAt,
            wantedSourceId: sourceId,
          };
        },
      })
      .catch((error: unknown) => {
        throw error instanceof UniqueViolationError ? sourceTaken() : error;
      });
    return state.contactInboxes.find(
      (known) => known.inboxId === inboxId && (sourceId === null || known.sourceId === sourceId),
    )!;
  }
}

const displayIdsOf = (accountId: number): string => `conversation-of-account-${accountId}`;

function placeOf(
  accountId: number,
  contactId: number,
  inboxId: number,
  { assigneeId, teamId }: NewConversation,
): Place {
  const assigneeType = assigneeId === null ? null : 'user';
  return { accountId, contactId, inboxId, assigneeId, teamId, assigneeType };
}

/** @throws Refusal where the assignee or the team is none of the account's */
function createConversation(
  wanted: NewConversation,
  place: Place,
  contactInbox: ContactInbox,
  facts: SituationFacts & Pick<Facts<unknown, References>, 'id'>,
  metadata: CommandMetadata,
): ConversationCommand {
  const { references, id, occurredAt } = facts;
  const { accountId, assigneeId, teamId } = place;
  if (assigneeId !== null) takeAssignee(assigneeId, references.account, references.assignee);
  if (teamId !== null) takeTeam(teamId, accountId, references.team);
  return {
    type: 'CreateConversation',
    conversation: {
      ...NO_CONVERSATION,
      ...place,
      displayId: id(displayIdsOf(accountId)),
      contactInbox,
      status: wanted.status,
      snoozedUntil: wanted.snoozedUntil,
      additionalAttributes: wanted.additionalAttributes,
      customAttributes: wanted.customAttributes,
      createdAt: occurredAt,
      updatedAt: occurredAt,
      lastActivityAt: occurredAt,
    },
    openingMessage: wanted.openingMessage,
    situation: takeSituation(facts, metadata),
  };
}

/**
 * Decides the conversation before the contact comes into the inbox for it, so that one that is
 * refused leaves nothing behind. No id is drawn for it.
 * @throws Refusal as the command itself would
 */
function expectNoRefusal(
  wanted: NewConversation,
  place: Place,
  contactInbox: NewContactInbox,
  facts: Omit<SituationFacts, 'drawId'>,
  metadata: CommandMetadata,
): void {
  const { occurredAt } = facts;
  const times = { createdAt: occurredAt, updatedAt: occurredAt };
  const created = { ...contactInbox, ...times, contactId: place.contactId };
  const undrawn = { ...facts, id: () => 0, drawId: () => 0 };
  const command = createConversation(wanted, place, created, undrawn, metadata);
  conversationDecider.decide(command, NO_CONVERSATION);
}

function sourceTaken(): Refusal {
  return Refusal.invalid('source_id', 'Source has already been taken');
}
