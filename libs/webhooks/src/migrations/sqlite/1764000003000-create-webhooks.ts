import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateWebhooks1764000003000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE webhooks (
        id INTEGER PRIMARY KEY,
        account_id INTEGER NOT NULL,
        url TEXT NOT NULL,
        normalized_url TEXT NOT NULL,
        name TEXT,
        subscriptions TEXT NOT NULL,
        format TEXT NOT NULL,
        inbox_id INTEGER,
        sealed_secret TEXT NOT NULL,
        -- Also serves the list of an account's webhooks.
        UNIQUE (account_id, normalized_url)
      )`);
    // Who wanted what as of the outbox's checkpoint, which may be behind the webhooks of now.
    await queryRunner.query(`
      CREATE TABLE subscriptions (
        webhook_id INTEGER PRIMARY KEY,
        account_id INTEGER NOT NULL,
        events TEXT NOT NULL,
        inbox_id INTEGER,
        format TEXT NOT NULL
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE subscriptions');
    await queryRunner.query('DROP TABLE webhooks');
  }
}
