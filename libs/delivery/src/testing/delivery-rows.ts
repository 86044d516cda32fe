import type { NewDelivery } from '../queue/delivery-queue';
import type { DeliveryQueueHarness } from './delivery-queue-harness';

/** A delivery as the console will show it; times in unix milliseconds. */
export interface DeliveryRow {
  readonly id: number;
  readonly eventPosition: number;
  readonly eventId: string;
  readonly webhookId: number;
  readonly status: string;
  readonly attempts: number;
  readonly availableAtMs: number;
  readonly finishedAtMs: number | null;
}

export interface AttemptRow {
  readonly deliveryId: number;
  readonly attempt: number;
  readonly startedAtMs: number;
  readonly durationMs: number;
  readonly statusCode: number | null;
  readonly errorClass: string | null;
  readonly errorMessage: string | null;
  readonly responseBody: string;
}

/** Commits deliveries as the outbox does, but without a batch of the log behind them. */
export async function enqueue(
  { store, queue }: DeliveryQueueHarness,
  deliveries: readonly NewDelivery[],
  nowMs: number,
): Promise<void> {
  const checkpoint = await store.loadCheckpoint('enqueue');
  await store.commitBatch('enqueue', checkpoint, checkpoint, queue.enqueue(deliveries, nowMs));
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
    durationMs: Number(row['duration_ms']),
    statusCode: numberOrNull(row['status_code']),
    errorClass: row['error_class'] as string | null,
    errorMessage: row['error_message'] as string | null,
    responseBody: row['response_body'] as string,
  }));
}

/** PostgreSQL's driver gives what may be longer than 53 bits as text. */
function numberOrNull(value: unknown): number | null {
  return value === null ? null : Number(value);
}
