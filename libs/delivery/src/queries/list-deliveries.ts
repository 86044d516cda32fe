import { Database, EventStore, type SqlValue, type Statement } from '@app/event-store';
import type { EventName } from '@app/payloads';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  type Delivery,
  type DeliveryRow,
  type DeliveryStatus,
  SELECT_DELIVERIES,
  toDelivery,
} from './delivery';
import type { DeliveryPlace } from './delivery-place';
import { findOwnWebhook } from './find-own-webhook';

/** However rare what is looked for: what a page may cost. */
const MAX_ROWS_READ = 10_000;

const BEFORE_ALL: DeliveryPlace = { eventPosition: 0, replayId: 0 };
const AFTER_ALL: DeliveryPlace = { eventPosition: Number.MAX_SAFE_INTEGER, replayId: 0 };

/** Only deliveries that are all of this. */
export interface DeliveryFilter {
  readonly event?: EventName;
  readonly status?: DeliveryStatus;
  /** Created then or later, in unix milliseconds. */
  readonly sinceMs?: number;
  /** Created before, in unix milliseconds. */
  readonly untilMs?: number;
  /** The display id. */
  readonly conversationId?: number;
}

export interface DeliveryPage {
  readonly deliveries: readonly Delivery[];
  /** To be given as `before` for the next page; null on the last. */
  readonly next: DeliveryPlace | null;
}

/**
 * A page of a webhook's deliveries, those of the newest events first. It reads 10,000 of them at
 * most, so it may have fewer than asked for, or none, although there is a next one.
 * @throws Refusal where there is no such webhook
 */
export class ListDeliveries extends Query<DeliveryPage> {
  constructor(
    readonly accountId: number,
    readonly webhookId: number,
    readonly filter: DeliveryFilter,
    readonly page: {
      /** Only what stands before: the `next` of the page before. */
      readonly before?: DeliveryPlace;
      readonly limit: number;
    },
  ) {
    super();
  }
}

@QueryHandler(ListDeliveries)
export class ListDeliveriesHandler implements IQueryHandler<ListDeliveries> {
  constructor(
    private readonly store: EventStore,
    private readonly database: Database,
  ) {}

  async execute({ accountId, webhookId, filter, page }: ListDeliveries): Promise<DeliveryPage> {
    await findOwnWebhook(this.store, accountId, webhookId);
    const { before = AFTER_ALL, limit } = page;
    const end = await this.findEnd(webhookId, filter, before);
    const { sql, params } = conditionOf(filter);
    const rows = await this.database.query<DeliveryRow>(
      `${SELECT_DELIVERIES}
       WHERE webhook_id = ? AND (event_position, replay_id) < (?, ?)
         AND (event_position, replay_id) >= (?, ?) ${sql}
       ORDER BY event_position DESC, replay_id DESC LIMIT ?`,
      [webhookId, ...valuesOf(before), ...valuesOf(end ?? BEFORE_ALL), ...params, limit + 1],
    );
    const deliveries = rows.slice(0, limit).map(toDelivery);
    return { deliveries, next: rows.length > limit ? placeOf(rows[limit - 1]!) : end };
  }

  /** The last place that a page may read; null where it may read to the end, or finds only matches. */
  private async findEnd(
    webhookId: number,
    filter: DeliveryFilter,
    before: DeliveryPlace,
  ): Promise<DeliveryPlace | null> {
    const inIndex = conditionOf(filter.status === 'failed' ? { status: 'failed' } : {});
    if (conditionOf(filter).sql === inIndex.sql) return null;
    const [row] = await this.database.query<PlaceRow>(
      `SELECT event_position, replay_id FROM deliveries
       WHERE webhook_id = ? AND (event_position, replay_id) < (?, ?) ${inIndex.sql}
       ORDER BY event_position DESC, replay_id DESC LIMIT 1 OFFSET ?`,
      [webhookId, ...valuesOf(before), MAX_ROWS_READ - 1],
    );
    return row ? placeOf(row) : null;
  }
}

type PlaceRow = Pick<DeliveryRow, 'event_position' | 'replay_id'>;

function placeOf({ event_position, replay_id }: PlaceRow): DeliveryPlace {
  return { eventPosition: event_position, replayId: replay_id };
}

function valuesOf({ eventPosition, replayId }: DeliveryPlace): SqlValue[] {
  return [eventPosition, replayId];
}

/** To stand behind other conditions. */
function conditionOf({ status, ...filter }: DeliveryFilter): Statement {
  const conditions: [sql: string, value: SqlValue | undefined][] = [
    ['AND event = ?', filter.event],
    ['AND created_at_ms >= ?', filter.sinceMs],
    ['AND created_at_ms < ?', filter.untilMs],
    ['AND conversation_id = ?', filter.conversationId],
    ['AND status = ?', status === 'failed' ? undefined : status],
  ];
  const given = conditions.filter(([, value]) => value !== undefined);
  const sql = given.map(([text]) => text);
  // What failed has an index of its own, which is taken for the word alone.
  if (status === 'failed') sql.push("AND status = 'failed'");
  return { sql: sql.join(' '), params: given.map(([, value]) => value!) };
}
