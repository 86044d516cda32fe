import { EVENT_STORE_MIGRATIONS } from '../migrations';
import type { Migrations } from '../migrations/migrations';
import { createPostgresDatabase, openMigrations } from './postgres-database';
import { openSqliteEventStore } from './sqlite-harness';

type Column = readonly [table: string, column: string, isRequired: boolean];

/**
 * What the migrations of a lib have in common, whatever the database: the same tables with the same
 * columns, as statements that both databases take need them.
 * @param tables what the lib makes
 */
export function describeMigrations(migrations: Migrations, tables: readonly string[]): void {
  // A lib's read what the log holds already.
  const postgres = [...EVENT_STORE_MIGRATIONS.postgres, ...migrations.postgres];
  const ofLib = (columns: readonly Column[]): Column[] =>
    columns
      .filter(([table]) => tables.includes(table))
      .toSorted(([table, column], [otherTable, otherColumn]) =>
        `${table}.${column}` < `${otherTable}.${otherColumn}` ? -1 : 1,
      );

  it('make the same tables on both databases', async () => {
    const sqlite = await openSqliteEventStore({ migrations: [migrations] });
    const expected = await sqlite.sql(`
      SELECT tables.name AS "table", columns.name AS "column",
             columns."notnull" OR columns.pk AS required
      FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns
      WHERE tables.type = 'table'`);
    await sqlite.close();

    const database = await createPostgresDatabase(postgres);
    const dataSource = await openMigrations(database.url, postgres);
    const actual = (await dataSource.query(POSTGRES_COLUMNS)) as Record<string, unknown>[];
    await dataSource.destroy();
    await database.drop();

    const columns = ofLib(actual.map(toColumn));
    expect(columns).toEqual(ofLib(expected.map(toColumn)));
    expect(new Set(columns.map(([table]) => table))).toEqual(new Set(tables));
  });

  it('can be taken away from PostgreSQL again, one after the other', async () => {
    const database = await createPostgresDatabase(postgres);
    const dataSource = await openMigrations(database.url, postgres);
    for (let left = migrations.postgres.length; left > 0; left--) {
      await dataSource.undoLastMigration();
    }
    const remaining = (await dataSource.query(POSTGRES_COLUMNS)) as Record<string, unknown>[];
    await dataSource.destroy();
    await database.drop();
    expect(ofLib(remaining.map(toColumn))).toEqual([]);
  });
}

const POSTGRES_COLUMNS = `
  SELECT table_name AS "table", column_name AS "column", is_nullable = 'NO' AS required
  FROM information_schema.columns WHERE table_schema = current_schema()`;

function toColumn({ table, column, required }: Record<string, unknown>): Column {
  return [String(table), String(column), Boolean(required)];
}
