import type { ReceivedPost } from '@app/harness';
import { EPHEMERAL_EVENT_NAMES, renderPayload } from '@app/payloads';
import type { StoredEvent } from '@app/event-store';
import type { ExpectedDelivery } from '../support/subscribers';
import type { Run } from '../support/run';

interface DeliveryRow extends ExpectedDelivery {
  readonly status: string;
}

const messageIdOf = ({ eventId, webhookId }: ExpectedDelivery): string =>
  `msg_${eventId}_${webhookId}`;

/** To be called once nothing is left to deliver. Each event has gone to each who wanted it then, once. */
export function expectDeliveredOnce(
  { system, subscribers }: Run,
  events: readonly StoredEvent[],
): void {
  const rows = system.connection.all<DeliveryRow>(
    `SELECT event, event_id AS eventId, event_position AS position, account_id AS accountId,
       webhook_id AS webhookId, format, status
     FROM deliveries ORDER BY event_position, webhook_id`,
  );
  expect(rows.map(({ status: _, ...row }) => row)).toEqual(
    subscribers.expected.toSorted(
      (one, other) => one.position - other.position || one.webhookId - other.webhookId,
    ),
  );
  expect(rows.filter((row) => !mayEndAs(row, subscribers.gone))).toEqual([]);

  const delivered = rows.filter(({ status }) => status === 'delivered');
  const posts = new Map(system.receiver.posts.map((post) => [messageIdIn(post), post]));
  expect(system.receiver.posts.map(messageIdIn).toSorted()).toEqual(
    delivered.map(messageIdOf).toSorted(),
  );
  const eventsByPosition = new Map(events.map((event) => [event.position, event]));
  for (const delivery of delivered) {
    const post = posts.get(messageIdOf(delivery))!;
    const body = renderPayload(delivery.format, eventsByPosition.get(delivery.position)!);
    expect(post.rawBody.toString()).toBe(body);
    expect(post.rawBody.equals(Buffer.from(body))).toBe(true);
    expect([...subscribers.urls.get(delivery.webhookId)!]).toContain(post.path);
  }
}

function messageIdIn({ headers }: ReceivedPost): string {
  return String(headers['webhook-id']);
}

/** Only who was taken off misses what was on the way, and nobody misses much by old typing. */
function mayEndAs({ status, webhookId, event }: DeliveryRow, gone: ReadonlySet<number>): boolean {
  if (status === 'cancelled') return gone.has(webhookId);
  if (status === 'expired') return (EPHEMERAL_EVENT_NAMES as readonly string[]).includes(event);
  return status === 'delivered';
}
