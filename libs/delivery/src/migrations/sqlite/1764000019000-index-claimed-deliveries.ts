import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IndexClaimedDeliveries1764000019000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // What a start releases. Holds what is claimed and no more, of however much waits.
    await queryRunner.query(`
      CREATE INDEX deliveries_claimed ON deliveries (webhook_id) WHERE claimed = 1`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX deliveries_claimed');
  }
}
