import type { SqliteConnection, SqliteWriter, Statement } from '@app/event-store';
import {
  DeliveryQueue,
  type ClaimedDelivery,
  type NewDelivery,
  type Outcome,
} from '../delivery-queue';
import { claim } from './claim';
import { complete } from './complete';
import { enqueue } from './enqueue';

export class SqliteDeliveryQueue extends DeliveryQueue {
  constructor(
    private readonly connection: SqliteConnection,
    private readonly writer: SqliteWriter,
  ) {
    super();
  }

  enqueue(deliveries: readonly NewDelivery[], nowMs: number): readonly Statement[] {
    return deliveries.length === 0 ? [] : [enqueue(deliveries, nowMs)];
  }

  claim(limit: number, nowMs: number, leaseMs: number): Promise<ClaimedDelivery[]> {
    return this.writer.write(() => claim(this.connection, limit, nowMs, leaseMs));
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

  async nextDueAtMs(): Promise<number | undefined> {
    const next = this.connection.get<{ available_at_ms: number }>(
      `SELECT available_at_ms FROM deliveries WHERE status = 'pending'
       ORDER BY available_at_ms LIMIT 1`,
    );
    return next?.available_at_ms;
  }
}
