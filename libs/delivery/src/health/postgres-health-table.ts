import type { PostgresConnection, Statement } from '@app/event-store';
import { FIND, type HealthRow, LOAD, remove, save, toFailingWebhook } from './health-statements';
import { type FailingWebhook, HealthTable } from './health-table';

export class PostgresHealthTable extends HealthTable {
  constructor(private readonly connection: PostgresConnection) {
    super();
  }

  async load(): Promise<FailingWebhook[]> {
    return (await this.connection.all<HealthRow>(LOAD)).map(toFailingWebhook);
  }

  async find(webhookId: number): Promise<FailingWebhook | undefined> {
    const row = await this.connection.get<HealthRow>(FIND, webhookId);
    return row && toFailingWebhook(row);
  }

  save(webhook: FailingWebhook): Promise<void> {
    return this.write(save(webhook));
  }

  remove(webhookId: number): Promise<void> {
    return this.write(remove(webhookId));
  }

  private async write({ sql, params }: Statement): Promise<void> {
    await this.connection.run(sql, ...params);
  }
}
