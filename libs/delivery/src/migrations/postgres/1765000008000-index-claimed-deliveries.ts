import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IndexClaimedDeliveries1765000008000 implements MigrationInterface {
  /** No transaction can make an index while others write to its table. */
  readonly transaction = false;

  async up(queryRunner: QueryRunner): Promise<void> {
    // A first try that was cut off has left it, and of no use.
    await queryRunner.query('DROP INDEX IF EXISTS deliveries_claimed');
    // What is released with the shards that a worker takes over. Holds what is claimed and no more, of
    // however much waits.
    await queryRunner.query(`
      CREATE INDEX CONCURRENTLY deliveries_claimed ON deliveries (webhook_id) WHERE claimed = 1`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX deliveries_claimed');
  }
}
