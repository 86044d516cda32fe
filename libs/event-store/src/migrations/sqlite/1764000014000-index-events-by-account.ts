import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IndexEventsByAccount1764000014000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // The position is part of it, as the row's id is of every index.
    await queryRunner.query(
      "CREATE INDEX events_by_account ON events (metadata ->> '$.accountId')",
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX events_by_account');
  }
}
