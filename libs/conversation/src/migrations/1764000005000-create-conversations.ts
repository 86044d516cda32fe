import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Conversations and messages by what they are looked for by; what they are stands in the log. */
export class CreateConversations1764000005000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE messages (
        account_id INTEGER NOT NULL,
        display_id INTEGER NOT NULL,
        id INTEGER NOT NULL,
        -- Of the message's latest event, which holds all of it.
        position INTEGER NOT NULL,
        PRIMARY KEY (account_id, display_id, id)
      ) WITHOUT ROWID`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE messages');
  }
}
