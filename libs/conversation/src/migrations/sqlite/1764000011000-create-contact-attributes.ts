import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { ContactProfile } from '../../domain/contact-profile';
import { insertAttributes } from '../../read-model/contact-attributes';

interface ContactRow {
  readonly id: number;
  /** Of the latest event that tells of the whole contact. */
  readonly type: string;
  readonly data: string;
}

const BATCH_SIZE = 500;

/** By what contacts are filtered. */
export class CreateContactAttributes1764000011000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE contacts ADD COLUMN folded_identifier TEXT');
    await queryRunner.query('ALTER TABLE contacts ADD COLUMN blocked INTEGER NOT NULL DEFAULT 0');
    await queryRunner.query(`ALTER TABLE contacts ADD COLUMN created_at TEXT NOT NULL DEFAULT ''`);
    await queryRunner.query(`
      CREATE TABLE contact_attributes (
        contact_id INTEGER NOT NULL,
        key TEXT NOT NULL,
        account_id INTEGER NOT NULL,
        text TEXT NOT NULL,
        number REAL,
        day TEXT,
        PRIMARY KEY (contact_id, key)
      ) WITHOUT ROWID`);
    await this.fillIn(queryRunner);
    // Bridges look each message's sender up by one of these two.
    await queryRunner.query(
      'CREATE INDEX contacts_by_folded_identifier ON contacts (account_id, folded_identifier)',
    );
    await queryRunner.query(
      'CREATE INDEX contact_attributes_by_text ON contact_attributes (account_id, key, text)',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE contact_attributes');
    await queryRunner.query('DROP INDEX contacts_by_folded_identifier');
    await queryRunner.query('ALTER TABLE contacts DROP COLUMN created_at');
    await queryRunner.query('ALTER TABLE contacts DROP COLUMN blocked');
    await queryRunner.query('ALTER TABLE contacts DROP COLUMN folded_identifier');
  }

  private async fillIn(queryRunner: QueryRunner): Promise<void> {
    let contacts: ContactRow[] = [];
    do {
      contacts = (await queryRunner.query(
        `SELECT contacts.id, events.type, events.data
         FROM contacts JOIN events ON events.position = (
           SELECT max(position) FROM events
           WHERE stream = 'contact-' || contacts.id AND type IN ('ContactCreated', 'ContactUpdated'))
         WHERE contacts.id > ? ORDER BY contacts.id LIMIT ${BATCH_SIZE}`,
        [contacts.at(-1)?.id ?? 0],
      )) as ContactRow[];
      for (const { type, data } of contacts) {
        const told = JSON.parse(data) as ContactProfile & { readonly contact: ContactProfile };
        await this.fillInContact(queryRunner, type === 'ContactUpdated' ? told.contact : told);
      }
    } while (contacts.length === BATCH_SIZE);
  }

  private async fillInContact(queryRunner: QueryRunner, contact: ContactProfile): Promise<void> {
    const { id, identifier, blocked, createdAt } = contact;
    await queryRunner.query(
      'UPDATE contacts SET folded_identifier = ?, blocked = ?, created_at = ? WHERE id = ?',
      [identifier?.toLowerCase() ?? null, Number(blocked), createdAt, id],
    );
    for (const { sql, params } of insertAttributes('contact_attributes', contact)) {
      await queryRunner.query(sql, [...params]);
    }
  }
}
