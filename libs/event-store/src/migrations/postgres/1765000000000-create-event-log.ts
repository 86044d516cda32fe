import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Integers are bigint throughout, and text that is compared has the order of its bytes, as on SQLite. */
export class CreateEventLog1765000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // No sequence: it would number events in another order than they are committed in. Whoever
    // appends holds the row of log_head and counts on from it (docs/decisions/0022).
    await queryRunner.query(`
      CREATE TABLE events (
        position bigint PRIMARY KEY,
        id text COLLATE "C" NOT NULL UNIQUE,
        stream text COLLATE "C" NOT NULL,
        version bigint NOT NULL,
        type text COLLATE "C" NOT NULL,
        schema_version bigint NOT NULL,
        data text NOT NULL,
        metadata text NOT NULL,
        recorded_at_ms bigint NOT NULL,
        account_id bigint,
        UNIQUE (stream, version)
      )`);
    await queryRunner.query('CREATE INDEX events_by_account ON events (account_id, position)');
    await queryRunner.query(`
      CREATE FUNCTION refuse_change_of_log() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'the event log is append-only'; END $$`);
    await queryRunner.query(`
      CREATE TRIGGER events_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON events
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_log()`);

    // Of the newest event. One row, by which all who append queue up.
    await queryRunner.query(`
      CREATE TABLE log_head (
        single boolean PRIMARY KEY DEFAULT true CHECK (single),
        position bigint NOT NULL,
        recorded_at_ms bigint NOT NULL DEFAULT 0
      )`);
    await queryRunner.query('INSERT INTO log_head (position) VALUES (0)');

    // One row a stream: its version, and a snapshot of its state so that a command on a stream of
    // 100,000 events costs what it costs on one of 10. Room in each page has a row's next version
    // stand beside it, where no index needs to hear of it.
    await queryRunner.query(`
      CREATE TABLE streams (
        stream text COLLATE "C" PRIMARY KEY,
        version bigint NOT NULL,
        snapshot text,
        snapshot_version bigint,
        snapshot_schema bigint
      ) WITH (fillfactor = 70)`);
    await queryRunner.query(`
      CREATE TABLE sequences (name text COLLATE "C" PRIMARY KEY, value bigint NOT NULL)
      WITH (fillfactor = 50)`);
    await queryRunner.query(`
      CREATE TABLE checkpoints (consumer text COLLATE "C" PRIMARY KEY, checkpoint text NOT NULL)`);

    // The command's events are named by their place in the log, which has them already. Null where
    // the request's own key stands for no command: it had several, or one that decided nothing.
    await queryRunner.query(`
      CREATE TABLE idempotency_keys (
        key text COLLATE "C" PRIMARY KEY,
        fingerprint text NOT NULL,
        stream text,
        first_version bigint,
        last_version bigint,
        answer text,
        created_at_ms bigint NOT NULL
      )`);
    // For the purge: SELECT … WHERE created_at_ms <= ? LIMIT ?
    await queryRunner.query(`
      CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at_ms)`);

    // Where tables of projections are made anew under their own names.
    await queryRunner.query('CREATE SCHEMA projections_rebuild');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP SCHEMA projections_rebuild CASCADE');
    for (const table of [
      'idempotency_keys',
      'checkpoints',
      'sequences',
      'streams',
      'log_head',
      'events',
    ]) {
      await queryRunner.query(`DROP TABLE ${table}`);
    }
    await queryRunner.query('DROP FUNCTION refuse_change_of_log');
  }
}
