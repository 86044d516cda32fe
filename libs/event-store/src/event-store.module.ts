import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Clock } from './clock';
import { Database } from './database/database';
import { EventStore } from './event-store';
import { IdempotencyKeys } from './idempotency/idempotency-keys';
import { PurgeSchedule } from './idempotency/purge.schedule';
import { Leadership } from './leadership/leadership';
import { PostgresConnection } from './postgres/postgres-connection';
import { postgresProviders } from './postgres/postgres-providers';
import { Signals } from './signals/signals';
import { SqliteConnection } from './sqlite/sqlite-connection';
import { SQLITE_PROVIDERS } from './sqlite/sqlite-providers';
import { SqliteWriter } from './sqlite/sqlite-writer';

/** Where the log is kept. */
export type EventStoreOptions =
  | { readonly kind: 'sqlite' }
  /** @param poolSize how many connections at the most */
  | { readonly kind: 'postgres'; readonly url: string; readonly poolSize: number };

/** The log, for the whole application, on the database that TypeORM's data source is of. */
@Global()
@Module({})
export class EventStoreModule {
  static forRoot(options: EventStoreOptions): DynamicModule {
    const isSqlite = options.kind === 'sqlite';
    return {
      module: EventStoreModule,
      providers: [
        Clock,
        PurgeSchedule,
        ...(isSqlite ? SQLITE_PROVIDERS : postgresProviders(options)),
      ],
      exports: [
        Clock,
        Database,
        EventStore,
        IdempotencyKeys,
        Leadership,
        Signals,
        ...(isSqlite ? [SqliteConnection, SqliteWriter] : [PostgresConnection]),
      ],
    };
  }
}
