import type { SqliteConnection, SqliteWriter } from '@app/event-store';
import { FIND, type HealthRow, LOAD, remove, save, toFailingWebhook } from './health-statements';
import { type FailingWebhook, HealthTable } from './health-table';

export class SqliteHealthTable extends HealthTable {
  constructor(
    private readonly connection: SqliteConnection,
    private readonly writer: SqliteWriter,
  ) {
    super();
  }

  async load(): Promise<FailingWebhook[]> {
    return this.connection.all<HealthRow>(LOAD).map(toFailingWebhook);
  }

  async find(webhookId: number): Promise<FailingWebhook | undefined> {
    const row = this.connection.get<HealthRow>(FIND, webhookId);
    return row && toFailingWebhook(row);
  }

  save(webhook: FailingWebhook): Promise<void> {
    return this.writer.write(() => this.connection.runAll([save(webhook)]));
  }

  remove(webhookId: number): Promise<void> {
    return this.writer.write(() => this.connection.runAll([remove(webhookId)]));
  }
}
