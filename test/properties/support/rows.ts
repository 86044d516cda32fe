import type { SqliteConnection } from '@app/event-store';

/** By table; each row as JSON, in whatever order they are kept. */
type Rows = Readonly<Record<string, readonly string[]>>;

/** What the outbox and the dispatcher write, in their own time. */
const OF_DELIVERY = ['checkpoints', 'subscriptions', 'deliveries', 'attempts', 'attempt_counts'];
/** What is not made of events, or is the log itself. */
const NOT_FOLDED = ['events', 'streams', 'sequences', 'idempotency_keys', 'migrations'];

/** All that commands write. */
export function readCommandRows(connection: SqliteConnection): Rows {
  return readTables(connection, OF_DELIVERY);
}

/** All that projections write. */
export function readReadModels(connection: SqliteConnection): Rows {
  return readTables(connection, [...OF_DELIVERY, ...NOT_FOLDED]);
}

function readTables(connection: SqliteConnection, without: readonly string[]): Rows {
  const tables = connection
    .all<{ name: string }>(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
       ORDER BY name`,
    )
    .map(({ name }) => name)
    .filter((name) => !without.includes(name));
  return Object.fromEntries(
    tables.map((table) => {
      const rows = connection.all<object>(`SELECT * FROM ${table}`);
      return [table, rows.map((row) => JSON.stringify(row)).toSorted()];
    }),
  );
}
