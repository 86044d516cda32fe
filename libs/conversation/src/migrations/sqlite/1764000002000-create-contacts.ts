import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateContacts1764000002000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE contacts (
        id INTEGER PRIMARY KEY,
        account_id INTEGER NOT NULL,
        email TEXT,
        phone_number TEXT,
        identifier TEXT,
        UNIQUE (account_id, email),
        UNIQUE (account_id, phone_number),
        UNIQUE (account_id, identifier)
      )`);
    await queryRunner.query(`
      CREATE TABLE contact_inboxes (
        id INTEGER PRIMARY KEY,
        account_id INTEGER NOT NULL,
        contact_id INTEGER NOT NULL,
        inbox_id INTEGER NOT NULL,
        source_id TEXT NOT NULL,
        UNIQUE (inbox_id, source_id)
      )`);
    // A conversation is created by its contact inbox: by source id, or by contact and inbox.
    await queryRunner.query(
      'CREATE INDEX contact_inboxes_by_source ON contact_inboxes (account_id, source_id)',
    );
    await queryRunner.query(
      'CREATE INDEX contact_inboxes_by_contact ON contact_inboxes (contact_id, inbox_id)',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE contact_inboxes');
    await queryRunner.query('DROP TABLE contacts');
  }
}
