import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSubscriptionChanges1764000015000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE subscription_changes (
        account_id INTEGER NOT NULL,
        -- Of an event by which who wants which events may have changed.
        position INTEGER NOT NULL,
        PRIMARY KEY (account_id, position)
      ) WITHOUT ROWID`);
    await queryRunner.query(`
      INSERT INTO subscription_changes (account_id, position)
      SELECT metadata ->> '$.accountId', position FROM events
      WHERE metadata ->> '$.accountId' IS NOT NULL AND type IN (
        'WebhookCreated', 'WebhookUpdated', 'WebhookDisabled', 'WebhookEnabled', 'WebhookDeleted',
        'InboxCreated', 'InboxUpdated', 'AccountDeleted'
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE subscription_changes');
  }
}
