import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateEventLog1764000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // No AUTOINCREMENT: nothing is ever deleted, so the next rowid is always the highest plus one,
    // and a rolled back append leaves no hole.
    await queryRunner.query(`
      CREATE TABLE events (
        position INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        stream TEXT NOT NULL,
        version INTEGER NOT NULL,
        type TEXT NOT NULL,
        schema_version INTEGER NOT NULL,
        data TEXT NOT NULL,
        metadata TEXT NOT NULL,
        recorded_at_ms INTEGER NOT NULL,
        UNIQUE (stream, version)
      )`);
    for (const operation of ['UPDATE', 'DELETE']) {
      await queryRunner.query(`
        CREATE TRIGGER events_refuse_${operation.toLowerCase()} BEFORE ${operation} ON events
        BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END`);
    }
    // INSERT OR REPLACE deletes the old row without firing a DELETE trigger.
    await queryRunner.query(`
      CREATE TRIGGER events_refuse_replace BEFORE INSERT ON events
      WHEN EXISTS (SELECT 1 FROM events WHERE position = NEW.position)
        OR EXISTS (SELECT 1 FROM events WHERE id = NEW.id)
        OR EXISTS (SELECT 1 FROM events WHERE stream = NEW.stream AND version = NEW.version)
      BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END`);

    // One row a stream: its version, and a snapshot of its state so that a command on a stream of
    // 100,000 events costs what it costs on one of 10.
    await queryRunner.query(`
      CREATE TABLE streams (
        stream TEXT PRIMARY KEY,
        version INTEGER NOT NULL,
        snapshot TEXT,
        snapshot_version INTEGER,
        snapshot_schema INTEGER
      ) WITHOUT ROWID`);
    await queryRunner.query(`
      CREATE TABLE sequences (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID`);
    await queryRunner.query(`
      CREATE TABLE checkpoints (consumer TEXT PRIMARY KEY, checkpoint TEXT NOT NULL) WITHOUT ROWID`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['checkpoints', 'sequences', 'streams', 'events']) {
      await queryRunner.query(`DROP TABLE ${table}`);
    }
  }
}
