import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ExtendDeliveries1764000013000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX deliveries_due');
    await queryRunner.query('ALTER TABLE deliveries RENAME TO old_deliveries');
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
        -- The display id; NULL for what is of no conversation.
        conversation_id INTEGER,
        ordered INTEGER NOT NULL,
        -- Ordered deliveries are 'waiting' until those before them in their conversation are finished.
        status TEXT NOT NULL,
        -- Claims made, whatever became of them: names the claim, and is the header webhook-attempt.
        attempts INTEGER NOT NULL,
        -- Attempts that the endpoint failed: what the retry schedule counts by.
        failures INTEGER NOT NULL,
        -- Times it was put back after it was finished; each time the schedule begins anew.
        resends INTEGER NOT NULL,
        -- The recovery that put it back last.
        recovery_id INTEGER,
        claimed INTEGER NOT NULL,
        -- While a delivery is claimed, when its lease ends: what nobody completed by then is due
        -- again by itself, and one index serves retries and recovery alike.
        available_at_ms INTEGER NOT NULL,
        created_at_ms INTEGER NOT NULL,
        finished_at_ms INTEGER,
        -- Makes it harmless to match an event twice; replay_id is 0 for a live delivery. Also serves
        -- the list of a webhook's deliveries, in the order of the log.
        UNIQUE (webhook_id, event_position, replay_id)
      )`);
    await queryRunner.query(`
      INSERT INTO deliveries
        (id, event_position, event_id, event, account_id, webhook_id, replay_id, format,
         conversation_id, ordered, status, attempts, failures, resends, claimed, available_at_ms,
         created_at_ms, finished_at_ms)
      SELECT id, event_position, event_id, event, account_id, webhook_id, replay_id, format,
             NULL, 0, status, attempts, failures, 0, claimed, available_at_ms,
             created_at_ms, finished_at_ms
      FROM old_deliveries`);
    await queryRunner.query('DROP TABLE old_deliveries');
    // The claim, webhook by webhook. Holds only what is still to be done, so that it stays small as
    // history grows.
    await queryRunner.query(`
      CREATE INDEX deliveries_due ON deliveries (webhook_id, available_at_ms)
      WHERE status = 'pending'`);
    // Whose turn is next in a conversation: costs nothing where no order is asked for.
    await queryRunner.query(`
      CREATE INDEX deliveries_turns ON deliveries
        (webhook_id, replay_id, conversation_id, event_position)
      WHERE ordered = 1 AND finished_at_ms IS NULL`);
    // What can be recovered, and the list of it; with its time, to be counted from the index alone.
    await queryRunner.query(`
      CREATE INDEX deliveries_failed ON deliveries
        (webhook_id, event_position, replay_id, finished_at_ms)
      WHERE status = 'failed'`);
    // What became of what a recovery brought, counted from the index alone.
    await queryRunner.query(`
      CREATE INDEX deliveries_recovered ON deliveries (recovery_id, status)
      WHERE recovery_id IS NOT NULL`);
    // How much of one is still in the queue.
    await queryRunner.query(`
      CREATE INDEX deliveries_recovering ON deliveries (recovery_id, event_position)
      WHERE recovery_id IS NOT NULL AND finished_at_ms IS NULL`);
    for (const column of [
      "url TEXT NOT NULL DEFAULT ''",
      // webhook-signature, a line break, the signature of the format; '' before they were kept.
      "signatures TEXT NOT NULL DEFAULT ''",
      'custom_header_names TEXT',
      'first_byte_ms REAL',
      'dns_ms REAL',
      'connect_ms REAL',
      'tls_ms REAL',
      "response_headers TEXT NOT NULL DEFAULT '{}'",
    ]) {
      await queryRunner.query(`ALTER TABLE attempts ADD COLUMN ${column}`);
    }
    // Only of webhooks that are failing.
    await queryRunner.query(`
      CREATE TABLE webhook_health (
        webhook_id INTEGER PRIMARY KEY,
        account_id INTEGER NOT NULL,
        -- Since when every attempt has failed.
        failing_since_ms INTEGER NOT NULL,
        -- When it has failed for so long that it is to be disabled.
        disable_at_ms INTEGER NOT NULL,
        circuit_opened INTEGER NOT NULL,
        was_disabled INTEGER NOT NULL
      )`);
    await queryRunner.query(`
      CREATE TABLE recoveries (
        id INTEGER PRIMARY KEY,
        account_id INTEGER NOT NULL,
        webhook_id INTEGER NOT NULL,
        -- 'missed': what happened while the webhook was disabled; 'history': what happened before it
        -- was made; 'failed': what was given up; 'replay': what somebody wants once more.
        kind TEXT NOT NULL,
        -- Of 'failed': only what was given up from then on.
        since_ms INTEGER,
        -- Of 'failed': how many deliveries that was when it was asked for.
        total INTEGER,
        from_position INTEGER NOT NULL,
        -- Everything before it has been seen to.
        next_position INTEGER NOT NULL,
        -- Not itself part of it.
        to_position INTEGER NOT NULL,
        -- NULL for as fast as it goes.
        rate_per_second INTEGER,
        -- When the last delivery that was put into the queue is due.
        last_due_at_ms INTEGER NOT NULL,
        -- JSON of what the webhook wanted as of next_position.
        subscription TEXT,
        -- Of 'replay': JSON of what is wanted of the range.
        filter TEXT,
        -- By whoever asked for it.
        paused INTEGER NOT NULL DEFAULT 0,
        created_at_ms INTEGER NOT NULL,
        -- When all of it was in the queue, or the rest was given up.
        finished_at_ms INTEGER,
        cancelled INTEGER NOT NULL DEFAULT 0,
        -- The idempotency key and the fingerprint of the request that made it: made once, however often
        -- it is asked for, also where a process was killed before it could answer.
        request TEXT UNIQUE
      )`);
    await queryRunner.query('CREATE INDEX recoveries_of_webhook ON recoveries (webhook_id, id)');
    await queryRunner.query(`
      CREATE INDEX recoveries_unfinished ON recoveries (webhook_id, next_position)
      WHERE finished_at_ms IS NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE recoveries');
    await queryRunner.query('DROP TABLE webhook_health');
    for (const column of [
      'url',
      'signatures',
      'custom_header_names',
      'first_byte_ms',
      'dns_ms',
      'connect_ms',
      'tls_ms',
      'response_headers',
    ]) {
      await queryRunner.query(`ALTER TABLE attempts DROP COLUMN ${column}`);
    }
    for (const index of ['due', 'turns', 'failed', 'recovered', 'recovering']) {
      await queryRunner.query(`DROP INDEX deliveries_${index}`);
    }
    // What waits for its turn would wait for ever.
    await queryRunner.query("UPDATE deliveries SET status = 'pending' WHERE status = 'waiting'");
    for (const column of ['conversation_id', 'ordered', 'resends', 'recovery_id']) {
      await queryRunner.query(`ALTER TABLE deliveries DROP COLUMN ${column}`);
    }
    await queryRunner.query(`
      CREATE INDEX deliveries_due ON deliveries (available_at_ms) WHERE status = 'pending'`);
  }
}
