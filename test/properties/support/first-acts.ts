import { CreateAccount, CreateTeam, SetAccountUser } from '@app/accounts';
import { CreateContact, CreateConversation, CreateInbox, type Inbox } from '@app/conversation';
import { EVENT_NAMES } from '@app/payloads';
import { CreateWebhook, type Webhook } from '@app/webhooks';
import { Act, byUser, metadataOf, type Prepared } from './act';
import type { World } from './world';

const NOT_SAID = {
  email: null,
  phoneNumber: null,
  identifier: null,
  blocked: false,
  customAttributes: {},
  additionalAttributes: {},
};

const first = (name: string, prepare: (world: World) => Prepared): Act =>
  new Act(name, undefined, prepare);

const inbox = (accountId: number, channel: Inbox['channel']): Act =>
  first('CreateInbox', (world) => ({
    command: (origin) =>
      new CreateInbox(
        accountId,
        channel.type,
        { ...channel, webhookUrl: channel.webhookUrl && world.url + channel.webhookUrl },
        metadataOf(accountId, byUser(world, 0), origin),
      ),
    fires: { always: ['inbox_created'] },
    settle: (subscribers, created: Inbox) => subscribers.setInbox(created),
  }));

const webhook = (path: string, format: string): Act =>
  first('CreateWebhook', (world) => ({
    command: (origin) =>
      new CreateWebhook(
        1,
        { url: world.url + path, name: null, subscriptions: EVENT_NAMES, format, inboxId: null },
        metadataOf(1, byUser(world, 0), origin),
      ),
    fires: {},
    settle: (subscribers, created: Webhook) => subscribers.setWebhook(created),
  }));

/** What makes something happen from the first random command on: two accounts, and people to talk. */
export const FIRST_ACTS: readonly Act[] = [
  first('CreateAccount', () => ({
    command: (origin) => new CreateAccount('Another', metadataOf(null, null, origin)),
    fires: {},
  })),
  first('SetAccountUser', () => ({
    command: (origin) => new SetAccountUser(2, 1, 'agent', metadataOf(null, null, origin)),
    fires: {},
  })),
  webhook('/hooks/1', 'hoory'),
  webhook('/hooks/2', 'chatwoot'),
  inbox(1, { type: 'Channel::Api', webhookUrl: '/hooks/0', websiteUrl: '' }),
  inbox(1, { type: 'Channel::WebWidget', webhookUrl: '', websiteUrl: 'https://example.com' }),
  inbox(2, { type: 'Channel::Api', webhookUrl: '/hooks/1', websiteUrl: '' }),
  first('CreateTeam', (world) => ({
    command: (origin) =>
      new CreateTeam(
        1,
        { name: 'First', description: '', allowAutoAssign: false },
        metadataOf(1, byUser(world, 0), origin),
      ),
    fires: {},
  })),
  ...[1, 2, 3].map((inboxId) =>
    first('CreateContact', (world) => {
      const { accountId } = world.pick(world.inboxes, inboxId - 1);
      const metadata = metadataOf(accountId, byUser(world, 0), { correlationId: '' });
      return {
        command: (origin) =>
          new CreateContact(accountId, { ...NOT_SAID, name: 'Carol' }, inboxId, {
            ...metadata,
            ...origin,
          }),
        fires: { always: ['contact_created'] },
      };
    }),
  ),
  ...[0, 1].map((index) =>
    first('CreateConversation', (world) => {
      const { accountId, contactId, inboxId } = world.contactInboxes[index]!;
      return {
        command: (origin) =>
          new CreateConversation(
            accountId,
            {
              sourceId: null,
              inboxId,
              contactId,
              status: 'open',
              snoozedUntil: null,
              assigneeId: null,
              teamId: null,
              additionalAttributes: {},
              customAttributes: {},
              openingMessage: null,
            },
            metadataOf(accountId, byUser(world, 0), origin),
          ),
        fires: { always: ['conversation_created'] },
      };
    }),
  ),
];
