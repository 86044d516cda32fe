import { ACCOUNT_MIGRATIONS } from '@app/accounts';
import { CONVERSATION_MIGRATIONS } from '@app/conversation';
import { DELIVERY_MIGRATIONS } from '@app/delivery';
import { EVENT_STORE_MIGRATIONS, type Migrations } from '@app/event-store';
import { WEBHOOK_MIGRATIONS } from '@app/webhooks';
import type { TypeOrmModuleOptions } from '@nestjs/typeorm';
import type { DatabaseSetting } from '../settings/database-setting';

/** TypeORM runs them in the order of their timestamps, whatever their order here. */
const MIGRATIONS: readonly Migrations[] = [
  EVENT_STORE_MIGRATIONS,
  ACCOUNT_MIGRATIONS,
  CONVERSATION_MIGRATIONS,
  WEBHOOK_MIGRATIONS,
  DELIVERY_MIGRATIONS,
];

/** TypeORM makes the schema and reads entities; every write goes through the event store. */
export function dataSourceOptions(database: DatabaseSetting): TypeOrmModuleOptions {
  const shared = {
    autoLoadEntities: true,
    migrationsRun: true,
    // What cannot be opened now cannot be opened in three seconds.
    retryAttempts: 0,
  };
  if (database.kind === 'sqlite') {
    return {
      ...shared,
      type: 'better-sqlite3',
      database: database.path,
      enableWAL: true,
      statementCacheSize: 100,
      migrations: MIGRATIONS.flatMap(({ sqlite }) => sqlite),
    };
  }
  return {
    ...shared,
    type: 'postgres',
    url: database.url,
    poolSize: 2,
    // Each in a transaction of its own, so that one may make an index without locking the table.
    migrationsTransactionMode: 'each',
    migrations: MIGRATIONS.flatMap(({ postgres }) => postgres),
  };
}
