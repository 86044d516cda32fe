import type { SqliteConnection, SqliteWriter, Statement } from '@app/event-store';
import {
  DeliveryQueue,
  type ClaimedDelivery,
  type ClaimedLane,
  type FinishedDelivery,
  type LaneClaim,
  type NewDelivery,
  type Outcome,
  type Resend,
  type WaitingLane,
} from '../delivery-queue';
import { ALL_SHARDS, SHARDS } from '../shards';
import { claim } from './claim';
import { complete } from './complete';
import { enqueue, enqueueClaimed, enqueueEnded, idsOf } from './enqueue';
import { giveUp } from './give-up';
import { putBack } from './put-back';
import { resend } from './resend';

export class SqliteDeliveryQueue extends DeliveryQueue {
  constructor(
    private readonly connection: SqliteConnection,
    private readonly writer: SqliteWriter,
  ) {
    super();
  }

  /** Nobody else writes meanwhile. */
  lockTurns(): readonly Statement[] {
    return [];
  }

  enqueue(deliveries: readonly NewDelivery[], nowMs: number): readonly Statement[] {
    return enqueue(deliveries, nowMs);
  }

  enqueueClaimed(
    deliveries: readonly ClaimedDelivery[],
    nowMs: number,
    untilMs: number,
  ): readonly Statement[] {
    return enqueueClaimed(deliveries, nowMs, untilMs);
  }

  enqueueEnded(outcomes: readonly Outcome[], nowMs: number): readonly Statement[] {
    return enqueueEnded(outcomes, nowMs);
  }

  async idsOf(deliveries: readonly ClaimedDelivery[]): Promise<readonly number[]> {
    return idsOf(this.connection, deliveries);
  }

  putBack(
    deliveries: readonly FinishedDelivery[],
    recoveryId: number,
    nowMs: number,
  ): readonly Statement[] {
    return deliveries.length === 0 ? [] : putBack(deliveries, recoveryId, nowMs);
  }

  giveUp(webhookId: number, beforePosition: number, nowMs: number): readonly Statement[] {
    return giveUp(webhookId, beforePosition, nowMs);
  }

  resend(webhookId: number, deliveryId: number, nowMs: number): Promise<Resend> {
    return this.writer.write(() => resend(this.connection, webhookId, deliveryId, nowMs));
  }

  claim(lanes: readonly LaneClaim[], nowMs: number, leaseMs: number): Promise<ClaimedLane[]> {
    return this.writer.write(() => claim(this.connection, lanes, nowMs, leaseMs));
  }

  complete(outcomes: readonly Outcome[]): Promise<void> {
    return this.writer.write(() => complete(this.connection, outcomes));
  }

  releaseClaims(nowMs: number, shards = ALL_SHARDS): Promise<number> {
    return this.writer.write(
      () => this.connection.run(RELEASE_CLAIMS, nowMs, JSON.stringify(shards)).changes,
    );
  }

  async waitingLanes(shards = ALL_SHARDS): Promise<WaitingLane[]> {
    return this.connection.all<WaitingLane>(WAITING_LANES, JSON.stringify(shards));
  }
}

/** Reads what is claimed alone: of what waits besides there may be any number. */
const RELEASE_CLAIMS = `
  UPDATE deliveries INDEXED BY deliveries_claimed SET claimed = 0, available_at_ms = ?
  WHERE claimed = 1 AND webhook_id % ${SHARDS} IN (SELECT value FROM json_each(?))`;

/** One seek in the index a webhook, however much waits for it: a DISTINCT would read all of that. */
const WAITING_LANES = `
  WITH RECURSIVE lane (webhook_id) AS (
    SELECT min(webhook_id) FROM deliveries WHERE status = 'pending'
    UNION ALL
    SELECT (
      SELECT min(webhook_id) FROM deliveries
      WHERE status = 'pending' AND webhook_id > lane.webhook_id
    ) FROM lane WHERE lane.webhook_id IS NOT NULL
  )
  SELECT first.webhook_id AS webhookId, first.account_id AS accountId,
         first.available_at_ms AS dueAtMs
  FROM lane CROSS JOIN deliveries first
  WHERE lane.webhook_id % ${SHARDS} IN (SELECT value FROM json_each(?)) AND first.id = (
    SELECT id FROM deliveries
    WHERE status = 'pending' AND webhook_id = lane.webhook_id
    ORDER BY available_at_ms LIMIT 1
  )`;
