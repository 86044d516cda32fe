import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ExtendUsers1764000006500 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE users ADD COLUMN display_name TEXT');
    await queryRunner.query('ALTER TABLE users ADD COLUMN password_hash TEXT');
    // As the projection writes it from now on.
    await queryRunner.query('UPDATE users SET email = lower(email)');
    // The accounts of a profile.
    await queryRunner.query('CREATE INDEX account_users_user_id ON account_users (user_id)');
    // Whether an agent has a token yet.
    await queryRunner.query('CREATE INDEX access_tokens_user_id ON access_tokens (user_id)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX access_tokens_user_id');
    await queryRunner.query('DROP INDEX account_users_user_id');
    await queryRunner.query('ALTER TABLE users DROP COLUMN password_hash');
    await queryRunner.query('ALTER TABLE users DROP COLUMN display_name');
  }
}
