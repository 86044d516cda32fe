import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateDeliveries1764000004000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // While a delivery is claimed, available_at_ms is when its lease ends: what nobody completed by
    // then is due again by itself, and one index serves retries and recovery alike.
    await queryRunner.query(`
      CREATE TABLE deliveries (
        id INTEGER PRIMARY KEY,
        event_position INTEGER NOT NULL,
        event_id TEXT NOT NULL,
        event TEXT NOT NULL,
        account_id INTEGER NOT NULL,
        webhook_id INTEGER NOT NULL,
        replay_id INTEGER NOT NULL,
        format TEXT NOT NULL,
        status TEXT NOT NULL,
        -- Claims made, whatever became of them: names the claim, and is the header webhook-attempt.
        attempts INTEGER NOT NULL,
        -- Attempts that the endpoint failed: what the retry schedule counts by.
        failures INTEGER NOT NULL,
        claimed INTEGER NOT NULL,
        available_at_ms INTEGER NOT NULL,
        created_at_ms INTEGER NOT NULL,
        finished_at_ms INTEGER,
        -- Makes it harmless to match an event twice. replay_id is 0 for a live delivery.
        UNIQUE (event_position, webhook_id, replay_id)
      )`);
    // The claim, and at the start the release of what a killed process had claimed: holds only what
    // is still to be done, so that it stays small as history grows.
    await queryRunner.query(`
      CREATE INDEX deliveries_due ON deliveries (available_at_ms) WHERE status = 'pending'`);
    await queryRunner.query(`
      CREATE TABLE attempts (
        id INTEGER PRIMARY KEY,
        delivery_id INTEGER NOT NULL,
        attempt INTEGER NOT NULL,
        started_at_ms INTEGER NOT NULL,
        duration_ms REAL NOT NULL,
        status_code INTEGER,
        error_class TEXT,
        error_message TEXT,
        response_body TEXT NOT NULL,
        UNIQUE (delivery_id, attempt)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE attempts');
    await queryRunner.query('DROP TABLE deliveries');
  }
}
