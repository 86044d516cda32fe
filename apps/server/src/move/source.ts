import { SqliteConnection, type SqlValue } from '@app/event-store';
import type { Row } from './row-digest';
import type { MovedTable } from './tables';

const CHUNK = 2_000;

/** A table's rows behind a key, in the order of its keys, chunk by chunk. */
export interface RowSource {
  columns(table: MovedTable): Promise<readonly string[]>;
  count(table: MovedTable): Promise<number>;
  chunks(table: MovedTable, after?: readonly SqlValue[]): AsyncIterable<readonly Row[]>;
}

/** @returns a condition and its parameters: after this key in the order of keys */
export function pageOf(table: MovedTable, after: readonly SqlValue[] | undefined): string {
  const key = table.key.join(', ');
  const condition = after ? `WHERE (${key}) > (${after.map(() => '?').join(', ')})` : '';
  return `SELECT * FROM ${table.name} ${condition} ORDER BY ${key} LIMIT ${CHUNK}`;
}

/** Reads page by page, each behind the last key of the one before. */
export async function* paged(
  { key }: MovedTable,
  after: readonly SqlValue[] | undefined,
  read: (after: readonly SqlValue[] | undefined) => Promise<readonly Row[]>,
): AsyncIterable<readonly Row[]> {
  for (let last = after; ;) {
    const rows = await read(last);
    if (rows.length === 0) return;
    yield rows;
    last = key.map((column) => rows.at(-1)![column] as SqlValue);
  }
}

/** The database that is moved. */
export class SqliteSource implements RowSource {
  constructor(private readonly connection: SqliteConnection) {}

  async columns({ name }: MovedTable): Promise<readonly string[]> {
    return this.connection
      .all<{ name: string }>('SELECT name FROM pragma_table_info(?)', name)
      .map((column) => column.name);
  }

  async count({ name }: MovedTable): Promise<number> {
    return this.connection.get<{ count: number }>(`SELECT count(*) AS count FROM ${name}`)!.count;
  }

  chunks(table: MovedTable, after?: readonly SqlValue[]): AsyncIterable<readonly Row[]> {
    return paged(table, after, async (last) =>
      this.connection.all<Row>(pageOf(table, last), ...(last ?? [])).map((row) => withoutNul(row)),
    );
  }
}

/** What an endpoint answered may have NUL in it, which no text of PostgreSQL can have. */
function withoutNul(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      typeof value === 'string' ? value.replaceAll('\0', '\uFFFD') : value,
    ]),
  );
}
