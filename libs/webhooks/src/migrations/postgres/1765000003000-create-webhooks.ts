import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateWebhooks1765000003000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE webhooks (
        id bigint PRIMARY KEY,
        account_id bigint NOT NULL,
        url text NOT NULL,
        normalized_url text COLLATE "C" NOT NULL,
        name text,
        -- A JSON list.
        subscriptions text NOT NULL,
        format text NOT NULL,
        inbox_id bigint,
        sealed_secret text COLLATE "C" NOT NULL,
        timeout_seconds bigint NOT NULL DEFAULT 15,
        rate_limit bigint,
        ordering text NOT NULL DEFAULT 'none',
        -- A JSON list.
        header_names text NOT NULL DEFAULT '[]',
        sealed_headers text COLLATE "C",
        -- A JSON list of {sealedSecret, validUntil}, newest first.
        previous_secrets text NOT NULL DEFAULT '[]',
        -- Both NULL while it is enabled.
        disabled_reason text,
        disabled_at text
      )`);
    // Also serves the list of an account's webhooks. An entry of an index takes 2,704 bytes at most,
    // which a URL may exceed.
    await queryRunner.query(`
      CREATE UNIQUE INDEX webhooks_by_url ON webhooks (account_id, md5(normalized_url))`);
    await queryRunner.query(`
      CREATE TABLE inbox_callbacks (
        -- Of the sequence of the webhooks: no webhook has the same.
        webhook_id bigint PRIMARY KEY,
        account_id bigint NOT NULL,
        -- "" where the inbox's own software does not listen.
        url text NOT NULL,
        sealed_secret text COLLATE "C" NOT NULL
      )`);
    // Who wanted what as of the outbox's checkpoint, which may be behind the webhooks of now.
    await queryRunner.query(`
      CREATE TABLE subscriptions (
        webhook_id bigint PRIMARY KEY,
        account_id bigint NOT NULL,
        -- Normalised.
        url text NOT NULL,
        -- NULL for the callback of an inbox: it gets what callbacks get, also what comes later.
        events text,
        inbox_id bigint,
        format text NOT NULL,
        ordering text NOT NULL DEFAULT 'none',
        disabled bigint NOT NULL DEFAULT 0
      )`);
    await queryRunner.query(`
      CREATE TABLE subscription_changes (
        account_id bigint NOT NULL,
        -- Of an event by which who wants which events may have changed.
        position bigint NOT NULL,
        PRIMARY KEY (account_id, position)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['subscription_changes', 'subscriptions', 'inbox_callbacks', 'webhooks']) {
      await queryRunner.query(`DROP TABLE ${table}`);
    }
  }
}
