import type { SqliteConnection, SqliteWriter } from '@app/event-store';
import { type FailingWebhook, HealthTable } from './health-table';

interface Row {
  readonly webhook_id: number;
  readonly account_id: number;
  readonly failing_since_ms: number;
  readonly disable_at_ms: number;
  readonly circuit_opened: number;
  readonly was_disabled: number;
}

export class SqliteHealthTable extends HealthTable {
  constructor(
    private readonly connection: SqliteConnection,
    private readonly writer: SqliteWriter,
  ) {
    super();
  }

  async load(): Promise<FailingWebhook[]> {
    return this.connection.all<Row>('SELECT * FROM webhook_health').map((row) => ({
      webhookId: row.webhook_id,
      accountId: row.account_id,
      failingSinceMs: row.failing_since_ms,
      disableAtMs: row.disable_at_ms,
      circuitOpened: row.circuit_opened === 1,
      wasDisabled: row.was_disabled === 1,
    }));
  }

  save(webhook: FailingWebhook): Promise<void> {
    return this.writer.write(() => {
      this.connection.run(
        `INSERT INTO webhook_health
           (webhook_id, account_id, failing_since_ms, disable_at_ms, circuit_opened, was_disabled)
         VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (webhook_id) DO UPDATE SET
           failing_since_ms = excluded.failing_since_ms, disable_at_ms = excluded.disable_at_ms,
           circuit_opened = excluded.circuit_opened, was_disabled = excluded.was_disabled`,
        webhook.webhookId,
        webhook.accountId,
        webhook.failingSinceMs,
        webhook.disableAtMs,
        webhook.circuitOpened ? 1 : 0,
        webhook.wasDisabled ? 1 : 0,
      );
    });
  }

  remove(webhookId: number): Promise<void> {
    return this.writer.write(() => {
      this.connection.run('DELETE FROM webhook_health WHERE webhook_id = ?', webhookId);
    });
  }
}
