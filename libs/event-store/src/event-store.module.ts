import { type DynamicModule, Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from './clock';
import { Database } from './database/database';
import { SqliteDatabase } from './database/sqlite-database';
import { EventStore } from './event-store';
import { IdempotencyKeys } from './idempotency/idempotency-keys';
import { PurgeSchedule } from './idempotency/purge.schedule';
import { SqliteConnection } from './sqlite/sqlite-connection';
import { SqliteEventStore } from './sqlite/sqlite-event-store';
import { SqliteIdempotencyKeys } from './sqlite/sqlite-idempotency-keys';
import { SqliteWriter } from './sqlite/sqlite-writer';

class SqliteShutdown implements OnApplicationShutdown {
  constructor(
    private readonly connection: SqliteConnection,
    private readonly writer: SqliteWriter,
  ) {}

  onApplicationShutdown(): void {
    this.writer.close();
    this.connection.close();
  }
}

/**
 * The log, for the whole application. Takes the database file from TypeORM's data source, whose
 * migrations have run by the time anything is injected here.
 */
@Global()
@Module({})
export class EventStoreModule {
  static forRoot(): DynamicModule {
    return {
      module: EventStoreModule,
      providers: [
        Clock,
        {
          provide: Database,
          useFactory: (dataSource: DataSource) => new SqliteDatabase(dataSource),
          inject: [DataSource],
        },
        {
          provide: SqliteConnection,
          useFactory: (dataSource: DataSource) =>
            new SqliteConnection(String(dataSource.options.database)),
          inject: [DataSource],
        },
        {
          provide: SqliteWriter,
          useFactory: (connection: SqliteConnection) => new SqliteWriter(connection),
          inject: [SqliteConnection],
        },
        {
          provide: EventStore,
          useFactory: (connection: SqliteConnection, writer: SqliteWriter, clock: Clock) =>
            new SqliteEventStore(connection, writer, clock),
          inject: [SqliteConnection, SqliteWriter, Clock],
        },
        {
          provide: IdempotencyKeys,
          useFactory: (connection: SqliteConnection, writer: SqliteWriter, clock: Clock) =>
            new SqliteIdempotencyKeys(connection, writer, clock),
          inject: [SqliteConnection, SqliteWriter, Clock],
        },
        PurgeSchedule,
        {
          provide: SqliteShutdown,
          useFactory: (connection: SqliteConnection, writer: SqliteWriter) =>
            new SqliteShutdown(connection, writer),
          inject: [SqliteConnection, SqliteWriter],
        },
      ],
      exports: [Clock, Database, EventStore, IdempotencyKeys, SqliteConnection, SqliteWriter],
    };
  }
}
