import { PostgresConnection, type SqlValue } from '@app/event-store';
import type { Row } from './row-digest';
import { pageOf, paged, type RowSource } from './source';
import type { MovedTable } from './tables';

interface Column {
  readonly name: string;
  readonly type: string;
  readonly isIdentity: boolean;
}

/** The database that it is moved to, its schema made by the migrations. */
export class PostgresTarget implements RowSource {
  /** By table: the schema stays as it is while it is moved into. */
  private readonly known = new Map<string, Promise<Column[]>>();

  constructor(private readonly connection: PostgresConnection) {}

  async columns({ name }: MovedTable): Promise<readonly string[]> {
    return (await this.typedColumns(name)).map((column) => column.name);
  }

  async count({ name }: MovedTable): Promise<number> {
    const row = await this.connection.get<{ count: number }>(`SELECT count(*) FROM ${name}`);
    return row!.count;
  }

  chunks(table: MovedTable, after?: readonly SqlValue[]): AsyncIterable<readonly Row[]> {
    return paged(table, after, (last) =>
      this.connection.all<Row>(pageOf(table, last), ...(last ?? [])),
    );
  }

  /** The greatest key that is there. */
  async lastKey({ name, key }: MovedTable): Promise<readonly SqlValue[] | undefined> {
    const columns = key.join(', ');
    const row = await this.connection.get<Row>(
      `SELECT ${columns} FROM ${name} ORDER BY ${key.map((column) => `${column} DESC`).join(', ')} LIMIT 1`,
    );
    return row && key.map((column) => row[column] as SqlValue);
  }

  async clear({ name }: MovedTable): Promise<void> {
    await this.connection.run(`TRUNCATE ${name}`);
  }

  async insert({ name }: MovedTable, rows: readonly Row[]): Promise<void> {
    const columns = await this.typedColumns(name);
    const names = columns.map((column) => column.name).join(', ');
    const typed = columns.map((column) => `${column.name} ${column.type}`).join(', ');
    await this.connection.run(
      `INSERT INTO ${name} (${names}) OVERRIDING SYSTEM VALUE
       SELECT ${names} FROM json_to_recordset(?::json) AS moved (${typed})`,
      JSON.stringify(rows),
    );
  }

  /** Has what numbers its rows by itself go on behind the greatest number. */
  async continueIdentities({ name }: MovedTable): Promise<void> {
    for (const { name: column, isIdentity } of await this.typedColumns(name)) {
      if (!isIdentity) continue;
      await this.connection.run(
        `SELECT setval(pg_get_serial_sequence(?, ?), greatest((SELECT max(${column}) FROM ${name}), 1),
                       EXISTS (SELECT 1 FROM ${name}))`,
        name,
        column,
      );
    }
  }

  private typedColumns(table: string): Promise<Column[]> {
    const columns = this.known.get(table) ?? this.readColumns(table);
    this.known.set(table, columns);
    return columns;
  }

  private readColumns(table: string): Promise<Column[]> {
    return this.connection.all<Column>(
      `SELECT column_name AS name, data_type AS type, is_identity = 'YES' AS "isIdentity"
       FROM information_schema.columns
       WHERE table_schema = current_schema() AND table_name = ? ORDER BY ordinal_position`,
      table,
    );
  }
}
