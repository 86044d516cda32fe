import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAttemptCounts1765000006000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // The hours come first: what is counted stands together, and what is old too, to be deleted.
    await queryRunner.query(`
      CREATE TABLE attempt_counts (
        -- In which the attempts ended.
        hour_ms bigint NOT NULL,
        webhook_id bigint NOT NULL,
        -- 'succeeded' or 'failed'.
        outcome text COLLATE "C" NOT NULL,
        -- Of the logarithm of the duration.
        duration_bucket bigint NOT NULL,
        count bigint NOT NULL,
        PRIMARY KEY (hour_ms, webhook_id, outcome, duration_bucket)
      ) WITH (fillfactor = 50)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE attempt_counts');
  }
}
