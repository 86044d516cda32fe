import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddInboxCallbacks1764000007000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE inbox_callbacks (
        -- Of the sequence of the webhooks: no webhook has the same.
        webhook_id INTEGER PRIMARY KEY,
        account_id INTEGER NOT NULL,
        -- "" where the inbox's own software does not listen.
        url TEXT NOT NULL,
        sealed_secret TEXT NOT NULL
      )`);
    await queryRunner.query(`
      CREATE TABLE new_subscriptions (
        webhook_id INTEGER PRIMARY KEY,
        account_id INTEGER NOT NULL,
        -- Normalised.
        url TEXT NOT NULL,
        -- NULL for the callback of an inbox: it gets what callbacks get, also what comes later.
        events TEXT,
        inbox_id INTEGER,
        format TEXT NOT NULL
      )`);
    // The webhooks of now may be ahead of the outbox's checkpoint, some gone already. A URL counts
    // only beside a callback of the same, and what changed it is read before the first callback.
    await queryRunner.query(`
      INSERT INTO new_subscriptions (webhook_id, account_id, url, events, inbox_id, format)
      SELECT s.webhook_id, s.account_id, COALESCE(w.normalized_url, ''), s.events, s.inbox_id,
             s.format
      FROM subscriptions s LEFT JOIN webhooks w ON w.id = s.webhook_id`);
    await queryRunner.query('DROP TABLE subscriptions');
    await queryRunner.query('ALTER TABLE new_subscriptions RENAME TO subscriptions');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DELETE FROM subscriptions WHERE events IS NULL');
    await queryRunner.query('ALTER TABLE subscriptions DROP COLUMN url');
    await queryRunner.query('DROP TABLE inbox_callbacks');
  }
}
