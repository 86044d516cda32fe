import type { MigrationInterface, QueryRunner } from 'typeorm';

export class DescribeAccessTokens1764000018000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX access_tokens_user_id');
    await queryRunner.query('ALTER TABLE access_tokens RENAME TO bare_access_tokens');
    await queryRunner.query(`
      CREATE TABLE access_tokens (
        token_hash TEXT PRIMARY KEY,
        user_id INTEGER NOT NULL,
        -- The position of the event by which it was issued.
        id INTEGER NOT NULL,
        name TEXT,
        last_characters TEXT,
        created_at TEXT NOT NULL,
        -- 0 or 1.
        revoked INTEGER NOT NULL
      )`);
    await queryRunner.query(`
      INSERT INTO access_tokens (token_hash, user_id, id, created_at, revoked)
      SELECT token_hash, user_id, events.position, events.metadata ->> '$.occurredAt', 0
      FROM bare_access_tokens
      JOIN events ON events.stream = 'access_token-' || token_hash AND events.version = 1`);
    await queryRunner.query('DROP TABLE bare_access_tokens');
    // The tokens of a user, and whether an agent has one yet.
    await queryRunner.query('CREATE INDEX access_tokens_user_id ON access_tokens (user_id)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const column of ['revoked', 'created_at', 'last_characters', 'name', 'id']) {
      await queryRunner.query(`ALTER TABLE access_tokens DROP COLUMN ${column}`);
    }
  }
}
