import { Database, EventStore, Refusal, type StoredEvent } from '@app/event-store';
import { renderPayload } from '@app/payloads';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { postIdentityOf } from '../dispatcher/post-identity';
import type { ResponseHeaders } from '../sender/send-result';
import { shownHeaders } from '../sender/sign';
import { type Delivery, type DeliveryRow, SELECT_DELIVERIES, toDelivery } from './delivery';
import { findOwnWebhook } from './find-own-webhook';

/** Several rounds of the retry schedule; a delivery can be put back any number of times. */
const MAX_ATTEMPTS_SHOWN = 50;

/** One POST: what was sent, what came back and how long it took. */
export interface AttemptDetails {
  /** The `webhook-attempt` of its POST. */
  readonly attempt: number;
  /** Unix milliseconds. */
  readonly attemptedAtMs: number;
  readonly request: {
    /** null of before URLs were kept. */
    readonly url: string | null;
    /** As they were sent, but for the values of custom headers, which are kept nowhere: `***`. */
    readonly headers: readonly (readonly [name: string, value: string])[];
    /** The very bytes that were sent. */
    readonly body: string;
  };
  /** null where none began. */
  readonly response: {
    readonly statusCode: number;
    readonly headers: ResponseHeaders;
    /** At most the first 16 KiB. */
    readonly body: string;
  } | null;
  /** Each is null where it was not measured: what a connection took, where it was there already. */
  readonly durationsMs: {
    readonly dns: number | null;
    readonly connect: number | null;
    readonly tls: number | null;
    /** From the start to the head of the response. */
    readonly firstByte: number | null;
    readonly total: number;
  };
  /** null for a success. */
  readonly error: { readonly class: string; readonly message: string | null } | null;
}

export interface DeliveryDetails extends Delivery {
  /** Newest last, at most the last 50. */
  readonly attemptHistory: readonly AttemptDetails[];
}

/**
 * A delivery with its attempts.
 * @throws Refusal where there is no such webhook or delivery
 */
export class FindDelivery extends Query<DeliveryDetails> {
  constructor(
    readonly accountId: number,
    readonly webhookId: number,
    readonly deliveryId: number,
  ) {
    super();
  }
}

@QueryHandler(FindDelivery)
export class FindDeliveryHandler implements IQueryHandler<FindDelivery> {
  constructor(
    private readonly store: EventStore,
    private readonly database: Database,
  ) {}

  async execute({ accountId, webhookId, deliveryId }: FindDelivery): Promise<DeliveryDetails> {
    await findOwnWebhook(this.store, accountId, webhookId);
    const [row] = await this.database.query<DeliveryRow>(
      `${SELECT_DELIVERIES} WHERE deliveries.id = ? AND webhook_id = ?`,
      [deliveryId, webhookId],
    );
    if (!row) throw Refusal.notFound();
    const attempts = await this.database.query<AttemptRow>(
      `SELECT * FROM attempts WHERE delivery_id = ? ORDER BY attempt DESC LIMIT ?`,
      [deliveryId, MAX_ATTEMPTS_SHOWN],
    );
    const [event] = await this.store.readPositions([row.event_position]);
    // Rendered again: from the same event always come the same bytes.
    const body = renderPayload(row.format, event!);
    return {
      ...toDelivery(row),
      attemptHistory: attempts.map((attempt) => toDetails(attempt, row, event!, body)).toReversed(),
    };
  }
}

interface AttemptRow {
  readonly attempt: number;
  readonly started_at_ms: number;
  readonly url: string;
  readonly signatures: string;
  readonly custom_header_names: string | null;
  readonly duration_ms: number;
  readonly first_byte_ms: number | null;
  readonly dns_ms: number | null;
  readonly connect_ms: number | null;
  readonly tls_ms: number | null;
  readonly status_code: number | null;
  readonly error_class: string | null;
  readonly error_message: string | null;
  readonly response_headers: string;
  readonly response_body: string;
}

function toDetails(
  attempt: AttemptRow,
  delivery: DeliveryRow,
  event: StoredEvent,
  body: string,
): AttemptDetails {
  const { started_at_ms, url, status_code, error_class } = attempt;
  const { event_id: eventId, webhook_id: webhookId, replay_id: replayId, format } = delivery;
  const identified = { eventId, webhookId, replayId, format };
  const headers = shownHeaders({
    ...postIdentityOf(identified, event, attempt.attempt, started_at_ms),
    signatures: attempt.signatures,
    customHeaderNames: JSON.parse(attempt.custom_header_names ?? '[]') as string[],
  });
  return {
    attempt: attempt.attempt,
    attemptedAtMs: started_at_ms,
    request: { url: url === '' ? null : url, headers, body },
    response: status_code === null ? null : toResponse(status_code, attempt),
    durationsMs: {
      dns: attempt.dns_ms,
      connect: attempt.connect_ms,
      tls: attempt.tls_ms,
      firstByte: attempt.first_byte_ms,
      total: attempt.duration_ms,
    },
    error: error_class === null ? null : { class: error_class, message: attempt.error_message },
  };
}

function toResponse(
  statusCode: number,
  { response_headers, response_body }: AttemptRow,
): AttemptDetails['response'] {
  const headers = JSON.parse(response_headers) as ResponseHeaders;
  return { statusCode, headers, body: response_body };
}
