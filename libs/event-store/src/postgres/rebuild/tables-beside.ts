import type { TableNames } from '../../projection';
import type { Statement } from '../../statement';
import type { Queries } from '../postgres-connection';

/** Tables that are made anew have their own names here, and so have their indexes: the swap renames nothing. */
const SCHEMA = 'projections_rebuild';

interface IndexRow {
  readonly name: string;
  readonly definition: string;
  /** Where it comes of a constraint: what that is. */
  readonly constraint: string | null;
}

const INDEXES = `
  SELECT
    index.relname AS name, pg_get_indexdef(index.oid) AS definition,
    pg_get_constraintdef(pg_constraint.oid) AS constraint
  FROM pg_index
  JOIN pg_class AS index ON index.oid = pg_index.indexrelid
  LEFT JOIN pg_constraint ON pg_constraint.conindid = index.oid AND contype IN ('p', 'u', 'x')
  WHERE pg_index.indrelid = to_regclass(?)
  ORDER BY index.relname`;

/** What the tables of a rebuild are called. */
export function namesBeside(tables: readonly string[]): TableNames {
  return Object.fromEntries(tables.map((table) => [table, `${SCHEMA}.${table}`]));
}

/** Empty tables as the live ones are, with all their constraints and indexes. */
export async function createBeside(tx: Queries, tables: readonly string[]): Promise<void> {
  await dropBeside(tx, tables);
  for (const table of tables) {
    const beside = `${SCHEMA}.${table}`;
    await tx.run(`CREATE TABLE ${beside} (LIKE ${table} INCLUDING ALL EXCLUDING INDEXES)`);
    for (const { name, definition, constraint } of await tx.all<IndexRow>(INDEXES, table)) {
      await tx.run(
        constraint
          ? `ALTER TABLE ${beside} ADD CONSTRAINT ${name} ${constraint}`
          : definition.replace(/ ON (ONLY )?\S+ USING /, ` ON ${beside} USING `),
      );
    }
  }
}

export async function dropBeside(tx: Queries, tables: readonly string[]): Promise<void> {
  for (const table of tables) await tx.run(`DROP TABLE IF EXISTS ${SCHEMA}.${table}`);
}

/** Has the planner know them before they are live. */
export function analyzeBeside(tables: readonly string[]): Statement[] {
  return tables.map((table) => ({ sql: `ANALYZE ${SCHEMA}.${table}`, params: [] }));
}

/** Puts the rebuilt tables in the place of the live ones. */
export async function swap(tx: Queries, tables: readonly string[]): Promise<void> {
  const { schema } = (await tx.get<{ schema: string }>(
    'SELECT quote_ident(current_schema()) AS schema',
  ))!;
  for (const table of tables) {
    await tx.run(`DROP TABLE ${table}`);
    await tx.run(`ALTER TABLE ${SCHEMA}.${table} SET SCHEMA ${schema}`);
  }
}
