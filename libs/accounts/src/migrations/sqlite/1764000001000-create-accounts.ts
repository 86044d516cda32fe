import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAccounts1764000001000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE accounts (id INTEGER PRIMARY KEY, name TEXT NOT NULL)`);
    await queryRunner.query(`
      CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL UNIQUE)`);
    await queryRunner.query(`
      CREATE TABLE account_users (
        account_id INTEGER NOT NULL,
        user_id INTEGER NOT NULL,
        role TEXT NOT NULL,
        PRIMARY KEY (account_id, user_id)
      )`);
    await queryRunner.query(`
      CREATE TABLE access_tokens (token_hash TEXT PRIMARY KEY, user_id INTEGER NOT NULL)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['access_tokens', 'account_users', 'users', 'accounts']) {
      await queryRunner.query(`DROP TABLE ${table}`);
    }
  }
}
