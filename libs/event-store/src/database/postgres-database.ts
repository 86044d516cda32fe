import type { PostgresConnection } from '../postgres/postgres-connection';
import type { SqlValue } from '../statement';
import { Database, type Dialect } from './database';

const POSTGRES: Dialect = {
  name: 'postgres',
  // Of an array the planner knows how long it is; of JSON it takes 100 for granted, and scans for them.
  numbers: `(SELECT value FROM unnest(translate(?, '[]', '{}')::bigint[]) AS value)`,
  texts: '(SELECT value FROM jsonb_array_elements_text(?::jsonb))',
  numberPairs:
    '(SELECT (value ->> 0)::bigint, (value ->> 1)::bigint FROM jsonb_array_elements(?::jsonb))',
  elementsOf: (list) => `json_array_elements_text(${list}::json)`,
  textAt: (json, ...path) => `(${json}::json #>> '{${path.join()}}') COLLATE "C"`,
};

export class PostgresDatabase extends Database {
  readonly dialect = POSTGRES;

  constructor(private readonly connection: PostgresConnection) {
    super();
  }

  query<Row>(sql: string, params: readonly SqlValue[] = []): Promise<Row[]> {
    return this.connection.all<Row>(sql, ...params);
  }
}
