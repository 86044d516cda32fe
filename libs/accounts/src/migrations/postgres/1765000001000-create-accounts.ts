import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAccounts1765000001000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE accounts (id bigint PRIMARY KEY, name text NOT NULL)`);
    await queryRunner.query(`
      CREATE TABLE users (
        id bigint PRIMARY KEY,
        name text NOT NULL,
        -- In lower case.
        email text COLLATE "C" NOT NULL UNIQUE,
        display_name text,
        password_hash text
      )`);
    await queryRunner.query(`
      CREATE TABLE account_users (
        account_id bigint NOT NULL,
        user_id bigint NOT NULL,
        role text NOT NULL,
        PRIMARY KEY (account_id, user_id)
      )`);
    // The accounts of a profile.
    await queryRunner.query('CREATE INDEX account_users_user_id ON account_users (user_id)');
    await queryRunner.query(`
      CREATE TABLE access_tokens (
        token_hash text COLLATE "C" PRIMARY KEY,
        user_id bigint NOT NULL
      )`);
    // Whether an agent has a token yet.
    await queryRunner.query('CREATE INDEX access_tokens_user_id ON access_tokens (user_id)');
    await queryRunner.query(`
      CREATE TABLE teams (
        id bigint PRIMARY KEY,
        account_id bigint NOT NULL,
        name text NOT NULL,
        normalized_name text COLLATE "C" NOT NULL,
        description text NOT NULL,
        -- 0 or 1.
        allow_auto_assign bigint NOT NULL,
        UNIQUE (account_id, normalized_name)
      )`);
    await queryRunner.query(`
      CREATE TABLE team_members (
        team_id bigint NOT NULL,
        user_id bigint NOT NULL,
        PRIMARY KEY (team_id, user_id)
      )`);
    // The teams of a user who leaves an account.
    await queryRunner.query('CREATE INDEX team_members_user_id ON team_members (user_id)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const tables = ['team_members', 'teams', 'access_tokens', 'account_users', 'users', 'accounts'];
    for (const table of tables) await queryRunner.query(`DROP TABLE ${table}`);
  }
}
