import type { Database } from '../database/database';
import type { SqlValue } from '../statement';

export type AskedQuery = readonly [sql: string, params: readonly SqlValue[]];

/** What is asked of a database meanwhile, in its order. */
export async function queriesDuring(
  database: Database,
  act: () => Promise<unknown>,
): Promise<AskedQuery[]> {
  const asked = jest.spyOn(database, 'query');
  await act();
  const queries = asked.mock.calls.map(([sql, params = []]) => [sql, params] as const);
  asked.mockRestore();
  return queries;
}

/** How the database would go about a query: a step a line. */
export async function planOf(database: Database, [sql, params]: AskedQuery): Promise<string> {
  const explain = database.dialect.name === 'sqlite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN';
  const steps = await database.query<{ detail?: string; 'QUERY PLAN'?: string }>(
    `${explain} ${sql}`,
    params,
  );
  return steps.map((step) => step.detail ?? step['QUERY PLAN']).join('\n');
}
