import { Clock, Database, EventStore } from '@app/event-store';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { HealthTable } from '../health/health-table';
import { AttemptCountTable } from '../statistics/attempt-count-table';
import { type AttemptStatistics, hoursUntil, summarize } from '../statistics/webhook-statistics';
import { findOwnWebhook } from './find-own-webhook';

/** However much waits: what counting it may cost. */
const MOST_COUNTED = 10_000;

const COUNT_PENDING = `
  SELECT count(*) AS count FROM (
    SELECT 1 FROM (
      SELECT 1 FROM deliveries WHERE webhook_id = ? AND status = 'pending'
      UNION ALL
      SELECT 1 FROM deliveries
      WHERE webhook_id = ? AND ordered = 1 AND finished_at_ms IS NULL AND status = 'waiting'
    ) AS unfinished LIMIT ?
  ) AS counted`;

/** Passes over what is claimed, whose lease has an end, and over what a recovery brings ahead. */
const NEXT_RETRY = `
  SELECT available_at_ms FROM deliveries
  WHERE webhook_id = ? AND status = 'pending' AND available_at_ms > ? AND claimed = 0
    AND failures > 0
  ORDER BY available_at_ms LIMIT 1`;

export interface WebhookStatistics extends AttemptStatistics {
  /** Deliveries that are not finished: 10,000 means so many or more. */
  readonly pending: number;
  /** When the first of those that wait for their next attempt is due; null where none does. */
  readonly nextRetryAtMs: number | null;
  /** `open` from the failure that opened it until a probe succeeds. */
  readonly circuit: 'closed' | 'open';
}

/**
 * How a webhook does: what became of the attempts of the last 24 hours, and what waits.
 * @throws Refusal where there is no such webhook
 */
export class FindStatistics extends Query<WebhookStatistics> {
  constructor(
    readonly accountId: number,
    readonly webhookId: number,
  ) {
    super();
  }
}

@QueryHandler(FindStatistics)
export class FindStatisticsHandler implements IQueryHandler<FindStatistics> {
  constructor(
    private readonly store: EventStore,
    private readonly database: Database,
    private readonly counts: AttemptCountTable,
    private readonly health: HealthTable,
    private readonly clock: Clock,
  ) {}

  async execute({ accountId, webhookId }: FindStatistics): Promise<WebhookStatistics> {
    await findOwnWebhook(this.store, accountId, webhookId);
    const nowMs = this.clock.nowMs();
    const hours = hoursUntil(nowMs);
    const counts = await this.counts.read(webhookId, hours);
    const [pending] = await this.database.query<{ count: number }>(COUNT_PENDING, [
      webhookId,
      webhookId,
      MOST_COUNTED,
    ]);
    const [retry] = await this.database.query<{ available_at_ms: number }>(NEXT_RETRY, [
      webhookId,
      nowMs,
    ]);
    const failing = await this.health.find(webhookId);
    return {
      ...summarize(counts, hours),
      pending: pending!.count,
      nextRetryAtMs: retry?.available_at_ms ?? null,
      circuit: failing?.circuitOpened ? 'open' : 'closed',
    };
  }
}
