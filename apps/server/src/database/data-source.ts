import { ACCOUNT_MIGRATIONS } from '@app/accounts';
import { CONVERSATION_MIGRATIONS } from '@app/conversation';
import { DELIVERY_MIGRATIONS } from '@app/delivery';
import { EVENT_STORE_MIGRATIONS, type Migrations } from '@app/event-store';
import { WEBHOOK_MIGRATIONS } from '@app/webhooks';
import type { TypeOrmModuleOptions } from '@nestjs/typeorm';

/** TypeORM runs them in the order of their timestamps, whatever their order here. */
const MIGRATIONS: readonly Migrations[] = [
  EVENT_STORE_MIGRATIONS,
  ACCOUNT_MIGRATIONS,
  CONVERSATION_MIGRATIONS,
  WEBHOOK_MIGRATIONS,
  DELIVERY_MIGRATIONS,
];

/** TypeORM makes the schema and reads; every write goes through the event store's writer. */
export function dataSourceOptions(databasePath: string): TypeOrmModuleOptions {
  return {
    type: 'better-sqlite3',
    database: databasePath,
    enableWAL: true,
    statementCacheSize: 100,
    autoLoadEntities: true,
    migrationsRun: true,
    // A file that cannot be opened now cannot be opened in three seconds.
    retryAttempts: 0,
    migrations: MIGRATIONS.flatMap(({ sqlite }) => sqlite),
  };
}
