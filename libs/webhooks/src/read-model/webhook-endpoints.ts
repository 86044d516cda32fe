import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SecretBox } from '../secrets/secret-box';

/** Where a webhook's POSTs go today, and what they are signed with. */
export interface WebhookEndpoint {
  readonly id: number;
  readonly url: string;
  /** Newest first. */
  readonly secrets: readonly string[];
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
        { id, url, secrets: [this.secretBox.open(sealed_secret)] },
      ]),
    );
  }
}
