import type { Attempt, NewDelivery } from '../queue/delivery-queue';
import type { ResponseHeaders } from '../sender/send-result';
import type { DeliveryQueueHarness } from './delivery-queue-harness';

/** A delivery as the console will show it; times in unix milliseconds. */
export interface DeliveryRow {
  readonly id: number;
  readonly eventPosition: number;
  readonly eventId: string;
  readonly webhookId: number;
  readonly status: string;
  readonly attempts: number;
  readonly failures: number;
  readonly resends: number;
  readonly recoveryId: number | null;
  readonly availableAtMs: number;
  readonly finishedAtMs: number | null;
}

export interface AttemptRow extends Attempt {
  readonly deliveryId: number;
  readonly attempt: number;
}

/** Commits deliveries, all due at one time. */
export function enqueue(
  harness: DeliveryQueueHarness,
  deliveries: readonly NewDelivery[],
  dueAtMs: number,
): Promise<void> {
  const due = deliveries.map((delivery) => ({ ...delivery, dueAtMs }));
  return harness.commit(harness.queue.enqueue(due, dueAtMs));
}

/** In the order in which they were enqueued. */
export async function readDeliveries({ sql }: DeliveryQueueHarness): Promise<DeliveryRow[]> {
  const rows = await sql('SELECT * FROM deliveries ORDER BY id');
  return rows.map((row) => ({
    id: Number(row['id']),
    eventPosition: Number(row['event_position']),
    eventId: String(row['event_id']),
    webhookId: Number(row['webhook_id']),
    status: String(row['status']),
    attempts: Number(row['attempts']),
    failures: Number(row['failures']),
    resends: Number(row['resends']),
    recoveryId: numberOrNull(row['recovery_id']),
    availableAtMs: Number(row['available_at_ms']),
    finishedAtMs: numberOrNull(row['finished_at_ms']),
  }));
}

/** By delivery, the first attempt first. */
export async function readAttempts({ sql }: DeliveryQueueHarness): Promise<AttemptRow[]> {
  const rows = await sql('SELECT * FROM attempts ORDER BY delivery_id, attempt');
  return rows.map((row) => ({
    deliveryId: Number(row['delivery_id']),
    attempt: Number(row['attempt']),
    startedAtMs: Number(row['started_at_ms']),
    url: row['url'] as string,
    signatures: row['signatures'] as string,
    customHeaderNames: JSON.parse((row['custom_header_names'] as string | null) ?? 'null') as
      readonly string[] | null,
    durationMs: Number(row['duration_ms']),
    firstByteMs: numberOrNull(row['first_byte_ms']),
    dnsMs: numberOrNull(row['dns_ms']),
    connectMs: numberOrNull(row['connect_ms']),
    tlsMs: numberOrNull(row['tls_ms']),
    statusCode: numberOrNull(row['status_code']),
    errorClass: row['error_class'] as string | null,
    errorMessage: row['error_message'] as string | null,
    responseHeaders: JSON.parse(row['response_headers'] as string) as ResponseHeaders,
    responseBody: row['response_body'] as string,
  }));
}

/** PostgreSQL's driver gives what may be longer than 53 bits as text. */
function numberOrNull(value: unknown): number | null {
  return value === null ? null : Number(value);
}
