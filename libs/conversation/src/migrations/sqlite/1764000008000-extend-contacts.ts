import type { MigrationInterface, QueryRunner } from 'typeorm';

interface ContactRow {
  readonly id: number;
  readonly name: string;
  readonly email: string | null;
  readonly phone_number: string | null;
  readonly identifier: string | null;
}

/** By what contacts are listed and found. */
export class ExtendContacts1764000008000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE contacts ADD COLUMN sort_name TEXT NOT NULL DEFAULT ''`);
    await queryRunner.query(`ALTER TABLE contacts ADD COLUMN search_text TEXT NOT NULL DEFAULT ''`);
    await this.fillIn(queryRunner);
    // The list of an account's contacts by name. Those by e-mail address and number have the
    // UNIQUE constraints' indexes.
    await queryRunner.query(
      'CREATE INDEX contacts_by_name ON contacts (account_id, sort_name, id)',
    );
    // The list as they were created, and what a search goes through.
    await queryRunner.query('CREATE INDEX contacts_by_account ON contacts (account_id, id)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX contacts_by_account');
    await queryRunner.query('DROP INDEX contacts_by_name');
    await queryRunner.query('ALTER TABLE contacts DROP COLUMN search_text');
    await queryRunner.query('ALTER TABLE contacts DROP COLUMN sort_name');
  }

  /** Contacts that were made before are still what their first event says. */
  private async fillIn(queryRunner: QueryRunner): Promise<void> {
    const contacts = (await queryRunner.query(
      `SELECT contacts.id, coalesce(events.data ->> '$.name', '') AS name, email, phone_number,
              identifier
       FROM contacts JOIN events
         ON events.stream = 'contact-' || contacts.id AND events.version = 1`,
    )) as ContactRow[];
    for (const { id, name, email, phone_number, identifier } of contacts) {
      const searched = [name, email, phone_number, identifier].filter(Boolean).join('\n');
      // Not by SQL: SQLite's lower() knows ASCII alone.
      await queryRunner.query('UPDATE contacts SET sort_name = ?, search_text = ? WHERE id = ?', [
        name.toLowerCase(),
        searched.toLowerCase(),
        id,
      ]);
    }
  }
}
