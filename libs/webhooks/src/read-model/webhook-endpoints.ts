import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SecretBox } from '@app/secrets';

/** Where a webhook's POSTs go today, and what they are signed with. */
export class WebhookEndpoint {
  private opened: readonly string[] | undefined;

  constructor(
    readonly url: string,
    private readonly sealedSecret: string,
    private readonly secretBox: SecretBox,
  ) {}

  /**
   * Newest first. Opened when first asked for, so that a damaged one fails its own webhook alone.
   * @throws Error where it does not open
   */
  get secrets(): readonly string[] {
    this.opened ??= [this.secretBox.open(this.sealedSecret)];
    return this.opened;
  }
}

/** Looks endpoints up for the sender of deliveries: one query for all the webhooks of a batch. */
@Injectable()
export class WebhookEndpoints {
  constructor(
    private readonly dataSource: DataSource,
    private readonly secretBox: SecretBox,
  ) {}

  /** @returns the endpoints by webhook id; a deleted webhook has none */
  async find(webhookIds: readonly number[]): Promise<ReadonlyMap<number, WebhookEndpoint>> {
    const rows = await this.dataSource.query<{ id: number; url: string; sealed_secret: string }[]>(
      `SELECT id, url, sealed_secret FROM webhooks WHERE id IN (SELECT value FROM json_each(?))`,
      [JSON.stringify(webhookIds)],
    );
    return new Map(
      rows.map(({ id, url, sealed_secret }) => [
        id,
        new WebhookEndpoint(url, sealed_secret, this.secretBox),
      ]),
    );
  }
}
