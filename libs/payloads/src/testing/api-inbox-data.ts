import type { Inbox, Message, MessageSnapshot } from '@app/conversation';
import type { Actor, StoredEvent } from '@app/event-store';
import {
  account,
  agent,
  ANSWERED_AT,
  contactInbox,
  conversation,
  greeting,
  inbox,
  surroundings,
  WRITTEN_AT,
} from '../catalogue/example-data';
import { exampleEvent } from '../catalogue/examples';
import type { PublishableEvent } from '../published-event';

export const byAgent: Actor = { type: agent.type, id: agent.id };

export const apiInbox: Inbox = {
  ...inbox,
  id: 3,
  name: 'App',
  channel: { type: 'Channel::Api', webhookUrl: 'https://app.example/hook', websiteUrl: '' },
};

/** An agent's message in an API inbox, of which no browser is known; more are unread than are told. */
export const fromAgent: MessageSnapshot = {
  ...surroundings,
  inbox: { id: apiInbox.id, accountId: account.id, name: apiInbox.name, channel: apiInbox.channel },
  message: { ...greeting, id: 42, messageType: 'outgoing', sourceId: 'wamid.HBgL' },
  sender: agent,
  conversation: {
    ...conversation,
    inboxId: apiInbox.id,
    contactInbox: { ...contactInbox, inboxId: apiInbox.id, hmacVerified: true },
    unreadCount: 12,
    agentLastSeenAt: WRITTEN_AT,
    lastMessageId: 42,
    additionalAttributes: {},
  },
};

export function messageCreated(
  message: Partial<Message>,
  changes: Partial<MessageSnapshot> = {},
  actor: Actor | null = byAgent,
): StoredEvent {
  const data = { ...fromAgent, message: { ...fromAgent.message, ...message }, ...changes };
  return exampleEvent({ type: 'MessageCreated', data }, actor, WRITTEN_AT);
}

export function messageUpdated(
  before: Partial<Message>,
  changed: Partial<Message>,
  actor: Actor | null = byAgent,
): StoredEvent {
  const previous = { ...fromAgent.message, ...before };
  const message = { ...previous, ...changed, updatedAt: ANSWERED_AT };
  const changes = (['content', 'contentAttributes', 'status', 'attachments'] as const)
    .filter((field) => field in changed)
    .map((field) => ({ field, previous: previous[field], current: message[field] }));
  return later({ type: 'MessageUpdated', data: { ...fromAgent, message, changes } }, actor);
}

export function later(event: PublishableEvent, actor: Actor | null = byAgent): StoredEvent {
  return exampleEvent(event, actor, ANSWERED_AT);
}
