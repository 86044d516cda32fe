import type { SqliteConnection, SqliteWriter, Statement } from '@app/event-store';
import {
  DeliveryQueue,
  type ClaimedLane,
  type FinishedDelivery,
  type LaneClaim,
  type NewDelivery,
  type Outcome,
  type Resend,
  type WaitingLane,
} from '../delivery-queue';
import { claim } from './claim';
import { complete } from './complete';
import { enqueue } from './enqueue';
import { putBack } from './put-back';
import { resend } from './resend';

export class SqliteDeliveryQueue extends DeliveryQueue {
  constructor(
    private readonly connection: SqliteConnection,
    private readonly writer: SqliteWriter,
  ) {
    super();
  }

  enqueue(deliveries: readonly NewDelivery[], nowMs: number): readonly Statement[] {
    return deliveries.length === 0 ? [] : enqueue(deliveries, nowMs);
  }

  putBack(
    deliveries: readonly FinishedDelivery[],
    recoveryId: number,
    nowMs: number,
  ): readonly Statement[] {
    return deliveries.length === 0 ? [] : putBack(deliveries, recoveryId, nowMs);
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

  releaseClaims(nowMs: number): Promise<number> {
    return this.writer.write(
      () =>
        this.connection.run(
          `UPDATE deliveries SET claimed = 0, available_at_ms = ?
           WHERE status = 'pending' AND claimed = 1`,
          nowMs,
        ).changes,
    );
  }

  async waitingLanes(): Promise<WaitingLane[]> {
    return this.connection.all<WaitingLane>(WAITING_LANES);
  }
}

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
  WHERE first.id = (
    SELECT id FROM deliveries
    WHERE status = 'pending' AND webhook_id = lane.webhook_id
    ORDER BY available_at_ms LIMIT 1
  )`;
