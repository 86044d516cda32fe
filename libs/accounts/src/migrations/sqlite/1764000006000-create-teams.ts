import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateTeams1764000006000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE teams (
        id INTEGER PRIMARY KEY,
        account_id INTEGER NOT NULL,
        name TEXT NOT NULL,
        normalized_name TEXT NOT NULL,
        description TEXT NOT NULL,
        allow_auto_assign INTEGER NOT NULL,
        UNIQUE (account_id, normalized_name)
      )`);
    await queryRunner.query(`
      CREATE TABLE team_members (
        team_id INTEGER NOT NULL,
        user_id INTEGER NOT NULL,
        PRIMARY KEY (team_id, user_id)
      )`);
    // The teams of a user who leaves an account.
    await queryRunner.query('CREATE INDEX team_members_user_id ON team_members (user_id)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['team_members', 'teams']) await queryRunner.query(`DROP TABLE ${table}`);
  }
}
