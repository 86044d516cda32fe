import type { MigrationInterface, QueryRunner } from 'typeorm';

export class VacuumAttempts1765000009000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Rows are deleted from its beginning, hour by hour: what is dead there is passed over by each purge.
    await queryRunner.query('ALTER TABLE attempts SET (autovacuum_vacuum_scale_factor = 0.01)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE attempts RESET (autovacuum_vacuum_scale_factor)');
  }
}
