import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateLaneShards1765000005000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Which worker dispatches to the webhooks of a shard, by the clock of the database. Written every
    // few seconds, in place.
    await queryRunner.query(`
      CREATE TABLE lane_shards (
        shard bigint PRIMARY KEY,
        -- NULL where nobody does.
        owner text COLLATE "C",
        -- From then on anybody may take it.
        lease_until_ms bigint NOT NULL
      ) WITH (fillfactor = 50)`);
    await queryRunner.query(`
      INSERT INTO lane_shards (shard, owner, lease_until_ms)
      SELECT shard, NULL, 0 FROM generate_series(0, 63) AS shard`);
    // Those among whom the shards are divided.
    await queryRunner.query(`
      CREATE TABLE workers (
        id text COLLATE "C" PRIMARY KEY,
        -- Unless it gives another sign of life.
        alive_until_ms bigint NOT NULL
      ) WITH (fillfactor = 50)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE workers');
    await queryRunner.query('DROP TABLE lane_shards');
  }
}
