import type { ConversationEvent } from '@app/conversation';
import type { StoredEvent } from '@app/event-store';
import type { EventName } from './event-names';

/** What it takes to tell which webhooks want an event. */
export interface PublishedEvent {
  readonly name: EventName;
  readonly accountId: number;
  readonly inboxId: number;
}

/** The event a webhook sees when this one is stored; undefined for what stays inside. */
export function publishedEvent(stored: StoredEvent): PublishedEvent | undefined {
  const event = stored as StoredEvent & ConversationEvent;
  switch (event.type) {
    case 'MessageCreated': {
      const { accountId, inboxId } = event.data.conversation;
      return { name: 'message_created', accountId, inboxId };
    }
    default:
      return undefined;
  }
}
