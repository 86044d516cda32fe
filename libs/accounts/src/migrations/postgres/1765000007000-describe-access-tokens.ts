import type { MigrationInterface, QueryRunner } from 'typeorm';

export class DescribeAccessTokens1765000007000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE access_tokens
        ADD COLUMN id bigint,
        ADD COLUMN name text,
        ADD COLUMN last_characters text,
        ADD COLUMN created_at text COLLATE "C",
        ADD COLUMN revoked bigint`);
    await queryRunner.query(`
      UPDATE access_tokens
      SET id = events.position, created_at = events.metadata::json ->> 'occurredAt', revoked = 0
      FROM events
      WHERE events.stream = 'access_token-' || token_hash AND events.version = 1`);
    // The id is the position of the event by which it was issued; revoked is 0 or 1.
    await queryRunner.query(`
      ALTER TABLE access_tokens
        ALTER COLUMN id SET NOT NULL,
        ALTER COLUMN created_at SET NOT NULL,
        ALTER COLUMN revoked SET NOT NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE access_tokens
        DROP COLUMN revoked,
        DROP COLUMN created_at,
        DROP COLUMN last_characters,
        DROP COLUMN name,
        DROP COLUMN id`);
  }
}
