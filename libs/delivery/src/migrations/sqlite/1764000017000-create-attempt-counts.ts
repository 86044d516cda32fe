import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAttemptCounts1764000017000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // The hours come first: what is counted stands together, and what is old too, to be deleted.
    await queryRunner.query(`
      CREATE TABLE attempt_counts (
        -- In which the attempts ended.
        hour_ms INTEGER NOT NULL,
        webhook_id INTEGER NOT NULL,
        -- 'succeeded' or 'failed'.
        outcome TEXT NOT NULL,
        -- Of the logarithm of the duration.
        duration_bucket INTEGER NOT NULL,
        count INTEGER NOT NULL,
        PRIMARY KEY (hour_ms, webhook_id, outcome, duration_bucket)
      ) WITHOUT ROWID`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE attempt_counts');
  }
}
