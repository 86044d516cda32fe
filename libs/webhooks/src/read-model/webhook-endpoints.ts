import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SecretBox } from '@app/secrets';

/** Where the POSTs of a webhook or of an inbox's callback go today, and what they are signed with. */
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

const FIND = `
  SELECT id, url, sealed_secret FROM webhooks WHERE id IN (SELECT value FROM json_each(?))
  UNION ALL
  SELECT webhook_id, url, sealed_secret FROM inbox_callbacks
  WHERE webhook_id IN (SELECT value FROM json_each(?)) AND url <> ''`;

/** Looks endpoints up for the sender of deliveries: one query for all the webhooks of a batch. */
@Injectable()
export class WebhookEndpoints {
  constructor(
    private readonly dataSource: DataSource,
    private readonly secretBox: SecretBox,
  ) {}

  /**
   * @param webhookIds of webhooks and of callbacks
   * @returns the endpoints by webhook id; a deleted webhook has none, nor has a callback without a URL
   */
  async find(webhookIds: readonly number[]): Promise<ReadonlyMap<number, WebhookEndpoint>> {
    const ids = JSON.stringify(webhookIds);
    const rows = await this.dataSource.query<{ id: number; url: string; sealed_secret: string }[]>(
      FIND,
      [ids, ids],
    );
    return new Map(
      rows.map(({ id, url, sealed_secret }) => [
        id,
        new WebhookEndpoint(url, sealed_secret, this.secretBox),
      ]),
    );
  }
}
