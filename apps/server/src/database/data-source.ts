import {
  CreateAccounts1764000001000,
  CreateTeams1764000006000,
  ExtendUsers1764000006500,
} from '@app/accounts';
import {
  CreateContactAttributes1764000011000,
  CreateContacts1764000002000,
  CreateConversations1764000005000,
  CreateInboxes1764000009000,
  ExtendContacts1764000008000,
} from '@app/conversation';
import { CreateDeliveries1764000004000, ExtendDeliveries1764000013000 } from '@app/delivery';
import {
  CreateEventLog1764000000000,
  CreateIdempotencyKeys1764000010000,
  GiveEventsTheirAccount1764000016000,
  IndexEventsByAccount1764000014000,
} from '@app/event-store';
import {
  AddInboxCallbacks1764000007000,
  CreateSubscriptionChanges1764000015000,
  CreateWebhooks1764000003000,
  ExtendWebhooks1764000012000,
} from '@app/webhooks';
import type { TypeOrmModuleOptions } from '@nestjs/typeorm';

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
    migrations: [
      CreateEventLog1764000000000,
      CreateAccounts1764000001000,
      CreateContacts1764000002000,
      CreateWebhooks1764000003000,
      CreateDeliveries1764000004000,
      CreateConversations1764000005000,
      CreateTeams1764000006000,
      ExtendUsers1764000006500,
      AddInboxCallbacks1764000007000,
      ExtendContacts1764000008000,
      CreateInboxes1764000009000,
      CreateIdempotencyKeys1764000010000,
      CreateContactAttributes1764000011000,
      ExtendWebhooks1764000012000,
      ExtendDeliveries1764000013000,
      IndexEventsByAccount1764000014000,
      CreateSubscriptionChanges1764000015000,
      GiveEventsTheirAccount1764000016000,
    ],
  };
}
