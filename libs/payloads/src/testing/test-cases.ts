import type { StoredEvent } from '@app/event-store';
import { account } from '../catalogue/example-data';
import type { EventName } from '../event-names';
import { later } from './api-inbox-data';

/** A request to send webhook 7 the catalogue's example of an event. */
export function testRequested(event: EventName): StoredEvent {
  return later({ type: 'WebhookTestRequested', data: { id: 7, accountId: account.id, event } });
}

/** An incoming message, what changed beside the rest, nobody's doing, and what is of webhooks. */
export const TEST_CASES: Readonly<Record<string, StoredEvent>> = {
  'message-created.test': testRequested('message_created'),
  'conversation-updated.test': testRequested('conversation_updated'),
  'message-updated.test': testRequested('message_updated'),
  'webhook-disabled.test': testRequested('webhook_disabled'),
};
