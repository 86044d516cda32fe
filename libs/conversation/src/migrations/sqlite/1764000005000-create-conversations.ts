import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Conversations and messages by what they are looked for by; what they are stands in the log. */
export class CreateConversations1764000005000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE conversations (
        account_id INTEGER NOT NULL,
        display_id INTEGER NOT NULL,
        inbox_id INTEGER NOT NULL,
        contact_id INTEGER NOT NULL,
        contact_inbox_id INTEGER NOT NULL,
        status TEXT NOT NULL,
        assignee_id INTEGER,
        team_id INTEGER,
        labels TEXT NOT NULL,
        last_activity_at TEXT NOT NULL,
        -- Of the event that created it.
        position INTEGER NOT NULL,
        PRIMARY KEY (account_id, display_id)
      ) WITHOUT ROWID`);
    // The list of an account's conversations, the latest first, and its counts.
    await queryRunner.query(`
      CREATE INDEX conversations_by_activity
      ON conversations (account_id, status, last_activity_at)`);
    // Those of a contact: their list, and what goes with a contact that is deleted.
    await queryRunner.query(`
      CREATE INDEX conversations_by_contact ON conversations (contact_id, display_id)`);
    await queryRunner.query(`
      CREATE TABLE messages (
        account_id INTEGER NOT NULL,
        display_id INTEGER NOT NULL,
        id INTEGER NOT NULL,
        -- What the contact may see: 0 for activities and notes.
        public INTEGER NOT NULL,
        -- Of the message's latest event, which holds all of it.
        position INTEGER NOT NULL,
        PRIMARY KEY (account_id, display_id, id)
      ) WITHOUT ROWID`);

    // What happened before there were these tables: nothing but creations, without labels and all that.
    await queryRunner.query(`
      INSERT INTO conversations
      SELECT data ->> '$.conversation.accountId', data ->> '$.conversation.displayId',
             data ->> '$.conversation.inboxId', data ->> '$.conversation.contactId',
             data ->> '$.conversation.contactInbox.id', data ->> '$.conversation.status',
             NULL, NULL, '[]', data ->> '$.conversation.lastActivityAt',
             (SELECT created.position FROM events AS created
              WHERE created.stream = events.stream AND created.version = 1)
      FROM events WHERE position IN (
        SELECT max(position) FROM events
        WHERE type IN ('ConversationCreated', 'MessageCreated') GROUP BY stream
      )`);
    await queryRunner.query(`
      INSERT INTO messages
      SELECT data ->> '$.conversation.accountId', data ->> '$.conversation.displayId',
             data ->> '$.message.id', NOT (data ->> '$.message.private'), position
      FROM events WHERE type = 'MessageCreated'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE messages');
    await queryRunner.query('DROP TABLE conversations');
  }
}
