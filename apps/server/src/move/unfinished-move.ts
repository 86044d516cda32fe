import type { PostgresConnection } from '@app/event-store';
import { MoveError } from './move-error';

/** Stands in a database while it is moved into: what is there by then is not all. */
const TABLE = 'unfinished_move';

/** Asks for whether a database is all there, by the one row that it answers. */
export const IS_UNFINISHED = `SELECT to_regclass('${TABLE}') IS NOT NULL AS unfinished`;

/**
 * Begins a move, or goes on with one of the same source.
 * @param firstEventId of the source's log, which tells it from others
 * @throws MoveError where something else is in the database
 */
export async function beginMove(
  connection: PostgresConnection,
  firstEventId: string,
): Promise<void> {
  const { unfinished } = (await connection.get<{ unfinished: boolean }>(IS_UNFINISHED))!;
  if (unfinished) {
    const before = await connection.get<{ first_event_id: string }>(`SELECT * FROM ${TABLE}`);
    if (before?.first_event_id === firstEventId) return;
    throw new MoveError('--to takes an empty database, got one that another is being moved to');
  }
  const { count } = (await connection.get<{ count: number }>('SELECT count(*) FROM events'))!;
  if (count > 0) {
    throw new MoveError(`--to takes an empty database, got one with ${count} events`);
  }
  await connection.transaction(async (tx) => {
    await tx.run(`CREATE TABLE ${TABLE} (first_event_id text NOT NULL)`);
    await tx.run(`INSERT INTO ${TABLE} VALUES (?)`, firstEventId);
  });
}

export async function finishMove(connection: PostgresConnection): Promise<void> {
  await connection.run(`DROP TABLE ${TABLE}`);
}
