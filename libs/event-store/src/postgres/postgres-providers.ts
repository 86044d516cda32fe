import type { OnApplicationShutdown, Provider } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../clock';
import { Database } from '../database/database';
import { PostgresDatabase } from '../database/postgres-database';
import { EventStore } from '../event-store';
import { IdempotencyKeys } from '../idempotency/idempotency-keys';
import { Leadership } from '../leadership/leadership';
import { PostgresLeadership } from '../leadership/postgres-leadership';
import { PostgresSignals } from '../signals/postgres-signals';
import { Signals } from '../signals/signals';
import { openPool } from './pool';
import { PostgresConnection } from './postgres-connection';
import { PostgresEventStore } from './postgres-event-store';
import { PostgresIdempotencyKeys } from './postgres-idempotency-keys';

class PostgresShutdown implements OnApplicationShutdown {
  constructor(
    private readonly connection: PostgresConnection,
    private readonly store: PostgresEventStore,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await this.store.close();
    await this.connection.pool.end();
  }
}

/** The ports on PostgreSQL, once the migrations of TypeORM's data source have run. */
export function postgresProviders({
  url,
  poolSize,
}: {
  readonly url: string;
  readonly poolSize: number;
}): Provider[] {
  return [
    {
      provide: PostgresConnection,
      useFactory: () => new PostgresConnection(openPool(url, poolSize)),
      // Not before the schema is there.
      inject: [DataSource],
    },
    {
      provide: Database,
      useFactory: (connection: PostgresConnection) => new PostgresDatabase(connection),
      inject: [PostgresConnection],
    },
    {
      provide: Signals,
      useFactory: ({ pool }: PostgresConnection) => new PostgresSignals(pool),
      inject: [PostgresConnection],
    },
    {
      provide: Leadership,
      useFactory: ({ pool }: PostgresConnection) => new PostgresLeadership(pool),
      inject: [PostgresConnection],
    },
    {
      provide: EventStore,
      useFactory: (connection: PostgresConnection, clock: Clock, signals: Signals) =>
        new PostgresEventStore(connection, clock, signals),
      inject: [PostgresConnection, Clock, Signals],
    },
    {
      provide: IdempotencyKeys,
      useFactory: (connection: PostgresConnection, clock: Clock) =>
        new PostgresIdempotencyKeys(connection, clock),
      inject: [PostgresConnection, Clock],
    },
    {
      provide: PostgresShutdown,
      useFactory: (connection: PostgresConnection, store: PostgresEventStore) =>
        new PostgresShutdown(connection, store),
      inject: [PostgresConnection, EventStore],
    },
  ];
}
