import type { TableNames } from '../../projection';
import type { SqliteConnection } from '../sqlite-connection';

const SUFFIX = '__rebuild';

/** What SQLite keeps of the statement that made a table or an index. */
interface SchemaRow {
  readonly type: string;
  readonly name: string;
  readonly sql: string;
}

/** What the tables of a rebuild are called. */
export function namesBeside(tables: readonly string[]): TableNames {
  return Object.fromEntries(tables.map((table) => [table, table + SUFFIX]));
}

/** Empty tables as the live ones are, with all their indexes. To be called inside a write. */
export function createBeside(connection: SqliteConnection, tables: readonly string[]): void {
  for (const table of tables) {
    const beside = { table: table + SUFFIX, indexSuffix: SUFFIX };
    // The table comes first, for its indexes are on it.
    for (const row of schemaOf(connection, table)) connection.run(renamed(row, table, beside));
  }
}

/** Puts the rebuilt tables in the place of the live ones. To be called inside a write. */
export function swap(connection: SqliteConnection, tables: readonly string[]): void {
  for (const table of tables) {
    const indexes = schemaOf(connection, table).filter(({ type }) => type === 'index');
    connection.run(`DROP TABLE ${table}`);
    for (const index of indexes) {
      const sql = renamed(index, table, { table: table + SUFFIX, indexSuffix: '' });
      connection.renameIndex(index.name + SUFFIX, index.name, sql);
    }
    connection.run(`ALTER TABLE ${table + SUFFIX} RENAME TO ${table}`);
  }
}

/** Whatever rebuilds have left behind that did not come to their end. */
export function dropBeside(connection: SqliteConnection, tables?: readonly string[]): void {
  const left = connection.all<{ name: string }>(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB '*${SUFFIX}'`,
  );
  const wanted = tables && new Set(tables.map((table) => table + SUFFIX));
  for (const { name } of left) {
    if (!wanted || wanted.has(name)) connection.run(`DROP TABLE ${name}`);
  }
}

/** The table and the indexes on it, but for those that its constraints bring by themselves. */
function schemaOf(connection: SqliteConnection, table: string): SchemaRow[] {
  const rows = connection.all<SchemaRow>(
    `SELECT type, name, sql FROM sqlite_schema WHERE tbl_name = ? AND sql IS NOT NULL
     ORDER BY type = 'table' DESC, name`,
    table,
  );
  if (rows[0]?.type !== 'table') throw new Error(`There is no table ${table}`);
  return rows;
}

/** Only the names at the statement's beginning: all behind them is as it was written. */
function renamed(
  { type, name, sql }: SchemaRow,
  table: string,
  to: { readonly table: string; readonly indexSuffix: string },
): string {
  const pattern =
    type === 'table'
      ? new RegExp(`^(CREATE TABLE )"?${table}"?(?=[ (])`)
      : new RegExp(`^(CREATE (?:UNIQUE )?INDEX )"?${name}"?(\\s+ON\\s+)"?${table}"?(?=[ (])`, 'i');
  if (!pattern.test(sql)) throw new Error(`No ${type} can be made like ${name}: ${sql}`);
  return type === 'table'
    ? sql.replace(pattern, `$1${to.table}`)
    : sql.replace(pattern, `$1${name + to.indexSuffix}$2${to.table}`);
}
