import type { OnApplicationShutdown, Provider } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../clock';
import { Database } from '../database/database';
import { SqliteDatabase } from '../database/sqlite-database';
import { EventStore } from '../event-store';
import { IdempotencyKeys } from '../idempotency/idempotency-keys';
import { Leadership } from '../leadership/leadership';
import { SoleLeadership } from '../leadership/sole-leadership';
import { LocalSignals } from '../signals/local-signals';
import { Signals } from '../signals/signals';
import { SqliteConnection } from './sqlite-connection';
import { SqliteEventStore } from './sqlite-event-store';
import { SqliteIdempotencyKeys } from './sqlite-idempotency-keys';
import { SqliteWriter } from './sqlite-writer';

class SqliteShutdown implements OnApplicationShutdown {
  constructor(
    private readonly connection: SqliteConnection,
    private readonly writer: SqliteWriter,
    private readonly database: SqliteDatabase,
  ) {}

  onApplicationShutdown(): void {
    this.database.close();
    this.writer.close();
    this.connection.close();
  }
}

/**
 * The ports on SQLite. Takes the database file from TypeORM's data source, whose migrations have run
 * by the time anything is injected here.
 */
export const SQLITE_PROVIDERS: Provider[] = [
  {
    provide: SqliteDatabase,
    useFactory: (dataSource: DataSource) => new SqliteDatabase(String(dataSource.options.database)),
    inject: [DataSource],
  },
  { provide: Database, useExisting: SqliteDatabase },
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
  { provide: Signals, useClass: LocalSignals },
  { provide: Leadership, useClass: SoleLeadership },
  {
    provide: SqliteShutdown,
    useFactory: (connection: SqliteConnection, writer: SqliteWriter, database: SqliteDatabase) =>
      new SqliteShutdown(connection, writer, database),
    inject: [SqliteConnection, SqliteWriter, SqliteDatabase],
  },
];
