import type { PostgresConnection } from '../postgres/postgres-connection';
import type { SqlValue } from '../statement';
import { Database, type Dialect } from './database';

const POSTGRES: Dialect = {
  name: 'postgres',
  numbers: '(SELECT value::bigint FROM jsonb_array_elements_text(?::jsonb))',
  texts: '(SELECT value FROM jsonb_array_elements_text(?::jsonb))',
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
