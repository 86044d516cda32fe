import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateIdempotencyKeys1764000010000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // The command's events are named by their place in the log, which has them already. Null where
    // the request's own key stands for no command: it had several, or one that decided nothing.
    await queryRunner.query(`
      CREATE TABLE idempotency_keys (
        key TEXT NOT NULL PRIMARY KEY,
        fingerprint TEXT NOT NULL,
        stream TEXT,
        first_version INTEGER,
        last_version INTEGER,
        answer TEXT,
        created_at_ms INTEGER NOT NULL
      )`);
    // For the purge: SELECT … WHERE created_at_ms <= ? LIMIT ?
    await queryRunner.query(`
      CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at_ms)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE idempotency_keys');
  }
}
