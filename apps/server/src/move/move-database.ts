import type { PostgresConnection, SqliteConnection } from '@app/event-store';
import { MoveError } from './move-error';
import { RowDigest } from './row-digest';
import { type RowSource, SqliteSource } from './source';
import { type MovedTable, TABLES } from './tables';
import { PostgresTarget } from './target';
import { beginMove, finishMove } from './unfinished-move';

/** How far a move is, in rows of one table. */
export interface MoveProgress {
  readonly step: 'copied' | 'verified';
  readonly table: string;
  readonly done: number;
  readonly total: number;
}

/**
 * Copies all tables and compares them row by row afterwards. Until it has come to its end no server
 * starts on the new database. What was copied before an interruption is not copied again where it
 * cannot have changed: events and attempts.
 * @throws MoveError where the new database has something else in it, or is not the same in the end
 */
export async function* moveDatabase(
  from: SqliteConnection,
  to: PostgresConnection,
): AsyncGenerator<MoveProgress, void> {
  const source = new SqliteSource(from);
  const target = new PostgresTarget(to);
  const first = from.get<{ id: string }>('SELECT id FROM events ORDER BY position LIMIT 1');
  if (!first) throw new MoveError('--from takes a database with something in it, got an empty one');
  await beginMove(to, first.id);
  for (const table of TABLES) yield* copy(table, source, target);
  for (const table of TABLES) yield* verify(table, source, target);
  await to.run('UPDATE log_head SET position = (SELECT max(position) FROM events)');
  for (const table of TABLES) await target.continueIdentities(table);
  await finishMove(to);
}

async function* copy(
  table: MovedTable,
  source: SqliteSource,
  target: PostgresTarget,
): AsyncGenerator<MoveProgress, void> {
  if (!table.appendOnly) await target.clear(table);
  const total = await source.count(table);
  let done = await target.count(table);
  for await (const rows of source.chunks(table, await target.lastKey(table))) {
    await target.insert(table, rows);
    done += rows.length;
    yield { step: 'copied', table: table.name, done, total };
  }
}

async function* verify(
  table: MovedTable,
  source: RowSource,
  target: RowSource,
): AsyncGenerator<MoveProgress, void> {
  const columns = (await source.columns(table)).toSorted();
  const digests: RowDigest[] = [];
  const total = (await source.count(table)) + (await target.count(table));
  let done = 0;
  for (const side of [source, target]) {
    const digest = new RowDigest(columns);
    digests.push(digest);
    for await (const rows of side.chunks(table)) {
      for (const row of rows) digest.add(row);
      done += rows.length;
      yield { step: 'verified', table: table.name, done, total };
    }
  }
  const [there, here] = digests as [RowDigest, RowDigest];
  if (here.equals(there)) return;
  throw new MoveError(
    `${table.name} differs after the move: ${there.count} rows in SQLite, ${here.count} in PostgreSQL. Empty the new database and move again.`,
  );
}
