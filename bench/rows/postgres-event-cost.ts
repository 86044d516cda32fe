import { join } from 'node:path';
import type { Measurement, Row, RowContext } from '../row';
import { alternate } from '../support/alternate';
import { BenchPostgres } from '../support/bench-postgres';
import { measureRun } from '../support/measure-run';

const APPEND_LOOP = join(__dirname, '../processes/append-loop.js');
const CALLERS = 64;

/** Events as the append loop makes them, in as many streams as a busy installation has. */
const fill = (events: number): string => `
  WITH numbers AS (SELECT generate_series(1, ${events}) AS n)
  INSERT INTO events (position, id, stream, version, type, schema_version, data, metadata,
                      recorded_at_ms, account_id)
  SELECT n + (SELECT position FROM log_head), 'stored-' || n, 'conversation-2-' || n % 10000, 1 + n / 10000, 'MessageCreated', 1,
         '{"message":{"id":' || n || ',"content":"' || repeat('stored ', 40) || '"}}',
         '{"accountId":2,"actor":null,"correlationId":"bench","causationId":null,"occurredAt":"2026-01-01T00:00:00.000Z"}',
         1767225600000, 2
  FROM numbers`;

/** Does an event cost more, the more there are? */
export const postgresEventCost: Row = {
  name: 'postgres-event-cost',
  description: `durable appends of ${CALLERS} callers on PostgreSQL with 1,000,000 events stored, against the same with none`,
  onlyWhenNamed: true,
  async measure({ workspace, quick, progress }: RowContext) {
    const stored = 1_000_000;
    const appends = quick ? 5_000 : 20_000;
    const postgres = await BenchPostgres.start();
    try {
      const empty = await postgres.createDatabase();
      const full = await postgres.createDatabase();
      const measure = (database: string): Promise<Measurement> =>
        measureRun(workspace, APPEND_LOOP, [database, String(CALLERS)], appends);
      // The first run of each makes the schema.
      await measure(empty);
      await measure(full);
      progress(`storing ${stored} events`);
      await postgres.run(full, fill(stored));
      await postgres.run(full, 'UPDATE log_head SET position = (SELECT max(position) FROM events)');
      await postgres.run(full, 'VACUUM ANALYZE events');
      return await alternate(
        quick ? 2 : 5,
        () => measure(full),
        () => measure(empty),
        progress,
      );
    } finally {
      await workspace.clear();
      await postgres.stop();
    }
  },
};
