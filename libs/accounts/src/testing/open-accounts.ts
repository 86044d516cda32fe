import { EventStore, IdempotencyKeys } from '@app/event-store';
import { openSqliteEventStore, type SqliteEventStoreHarness } from '@app/event-store/testing';
import { SecretBox, SecretsModule } from '@app/secrets';
import type { DynamicModule, ModuleMetadata } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { Test, type TestingModule } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import { AccountsModule } from '../accounts.module';
import type { BootstrapOptions } from '../bootstrap/bootstrap';
import { CreateAccounts1764000001000 } from '../migrations/1764000001000-create-accounts';
import { CreateTeams1764000006000 } from '../migrations/1764000006000-create-teams';
import { ExtendUsers1764000006500 } from '../migrations/1764000006500-extend-users';

class DatabaseModule {
  static of({ store, idempotencyKeys, dataSource }: SqliteEventStoreHarness): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      providers: [
        { provide: EventStore, useValue: store },
        { provide: IdempotencyKeys, useValue: idempotencyKeys },
        { provide: DataSource, useValue: dataSource },
      ],
      exports: [EventStore, IdempotencyKeys, DataSource],
    };
  }
}

export function openAccountsDatabase(): Promise<SqliteEventStoreHarness> {
  return openSqliteEventStore({
    migrations: [CreateAccounts1764000001000, CreateTeams1764000006000, ExtendUsers1764000006500],
  });
}

/** The accounts as the application has them, on a database that outlives them. */
export function compileAccounts(
  harness: SqliteEventStoreHarness,
  bootstrap: Partial<BootstrapOptions> = {},
  controllers: ModuleMetadata['controllers'] = [],
): Promise<TestingModule> {
  return Test.createTestingModule({
    imports: [
      CqrsModule.forRoot(),
      DatabaseModule.of(harness),
      SecretsModule.forRoot(SecretBox.makeKey()),
      AccountsModule.forRoot({
        accessToken: undefined,
        adminEmail: 'administrator@localhost',
        platformToken: undefined,
        announceToken: () => {},
        ...bootstrap,
      }),
    ],
    controllers,
  }).compile();
}
