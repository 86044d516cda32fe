import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By what inboxes, contacts, conversations and messages are found; what they are stands in the log. */
export class CreateConversations1765000002000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await this.createInboxes(queryRunner);
    await this.createContacts(queryRunner);
    await this.createContactAttributes(queryRunner);
    await this.createConversations(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const tables = ['messages', 'conversations', 'contact_attributes', 'contact_inboxes'];
    for (const table of [...tables, 'contacts', 'inboxes']) {
      await queryRunner.query(`DROP TABLE ${table}`);
    }
  }

  private async createInboxes(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE inboxes (
        id bigint PRIMARY KEY,
        account_id bigint NOT NULL,
        -- NULL for those from before there were identifiers.
        identifier text COLLATE "C" UNIQUE
      )`);
    await queryRunner.query('CREATE INDEX inboxes_by_account ON inboxes (account_id, id)');
  }

  private async createContacts(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE contacts (
        id bigint PRIMARY KEY,
        account_id bigint NOT NULL,
        email text COLLATE "C",
        phone_number text COLLATE "C",
        identifier text COLLATE "C",
        folded_identifier text COLLATE "C",
        sort_name text COLLATE "C" NOT NULL,
        search_text text COLLATE "C" NOT NULL,
        -- 0 or 1.
        blocked bigint NOT NULL,
        created_at text COLLATE "C" NOT NULL,
        -- Also serve the lists of an account's contacts by these.
        UNIQUE (account_id, email),
        UNIQUE (account_id, phone_number),
        UNIQUE (account_id, identifier)
      )`);
    // The list by name, and as they were created, which is also what a search goes through.
    await queryRunner.query(
      'CREATE INDEX contacts_by_name ON contacts (account_id, sort_name, id)',
    );
    await queryRunner.query('CREATE INDEX contacts_by_account ON contacts (account_id, id)');
    // Bridges look each message's sender up by this, or by an attribute.
    await queryRunner.query(
      'CREATE INDEX contacts_by_folded_identifier ON contacts (account_id, folded_identifier)',
    );
    await queryRunner.query(`
      CREATE TABLE contact_inboxes (
        id bigint PRIMARY KEY,
        account_id bigint NOT NULL,
        contact_id bigint NOT NULL,
        inbox_id bigint NOT NULL,
        source_id text COLLATE "C" NOT NULL,
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

  private async createContactAttributes(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE contact_attributes (
        contact_id bigint NOT NULL,
        key text COLLATE "C" NOT NULL,
        account_id bigint NOT NULL,
        text text COLLATE "C" NOT NULL,
        number double precision,
        day text COLLATE "C"
      )`);
    // An entry of an index takes 2,704 bytes at most, which keys and texts may exceed: what is looked
    // for is compared by its beginning too.
    await queryRunner.query(`
      CREATE UNIQUE INDEX contact_attributes_by_contact
      ON contact_attributes (contact_id, md5(key))`);
    await queryRunner.query(`
      CREATE INDEX contact_attributes_by_text
      ON contact_attributes (account_id, substr(key, 1, 255), substr(text, 1, 255))`);
  }

  private async createConversations(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE conversations (
        account_id bigint NOT NULL,
        display_id bigint NOT NULL,
        inbox_id bigint NOT NULL,
        contact_id bigint NOT NULL,
        contact_inbox_id bigint NOT NULL,
        status text COLLATE "C" NOT NULL,
        assignee_id bigint,
        team_id bigint,
        -- A JSON list.
        labels text NOT NULL,
        last_activity_at text COLLATE "C" NOT NULL,
        -- Of the event that created it.
        position bigint NOT NULL,
        PRIMARY KEY (account_id, display_id)
      )`);
    // The list of an account's conversations, the latest first, and its counts.
    await queryRunner.query(`
      CREATE INDEX conversations_by_activity
      ON conversations (account_id, status, last_activity_at, display_id)`);
    // Those of a contact: their list, and what goes with a contact that is deleted.
    await queryRunner.query(`
      CREATE INDEX conversations_by_contact ON conversations (contact_id, display_id)`);
    await queryRunner.query(`
      CREATE TABLE messages (
        account_id bigint NOT NULL,
        display_id bigint NOT NULL,
        id bigint NOT NULL,
        -- What the contact may see: 0 for activities and notes.
        public bigint NOT NULL,
        -- Of the message's latest event, which holds all of it.
        position bigint NOT NULL,
        PRIMARY KEY (account_id, display_id, id)
      )`);
  }
}
