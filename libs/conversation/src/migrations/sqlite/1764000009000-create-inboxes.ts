import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateInboxes1764000009000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE inboxes (
        id INTEGER PRIMARY KEY,
        account_id INTEGER NOT NULL,
        -- NULL for those from before there were identifiers.
        identifier TEXT UNIQUE
      )`);
    await queryRunner.query('CREATE INDEX inboxes_by_account ON inboxes (account_id, id)');
    await queryRunner.query(`
      INSERT INTO inboxes
      SELECT data ->> '$.id', data ->> '$.accountId', nullif(data ->> '$.identifier', '')
      FROM events WHERE type = 'InboxCreated'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE inboxes');
  }
}
