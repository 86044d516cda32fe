import { Clock, Database, EventStore, IdempotencyKeys } from '@app/event-store';
import type { Driver, DriverHarness } from '@app/event-store/testing';
import { SecretBox, SecretsModule } from '@app/secrets';
import type { DynamicModule, ModuleMetadata } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { Test, type TestingModule } from '@nestjs/testing';
import { AccountsModule } from '../accounts.module';
import type { BootstrapOptions } from '../bootstrap/bootstrap';
import { ACCOUNT_MIGRATIONS } from '../migrations';

class DatabaseModule {
  static of({ store, idempotencyKeys, database, clock }: DriverHarness): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      providers: [
        { provide: EventStore, useValue: store },
        { provide: IdempotencyKeys, useValue: idempotencyKeys },
        { provide: Database, useValue: database },
        { provide: Clock, useValue: clock },
      ],
      exports: [EventStore, IdempotencyKeys, Database, Clock],
    };
  }
}

export function openAccountsDatabase(driver: Driver): Promise<DriverHarness> {
  return driver.open({ migrations: [ACCOUNT_MIGRATIONS] });
}

/** The accounts as the application has them, on a database that outlives them. */
export function compileAccounts(
  harness: DriverHarness,
  bootstrap: Partial<BootstrapOptions> = {},
  controllers: ModuleMetadata['controllers'] = [],
): Promise<TestingModule> {
  return Test.createTestingModule({
    imports: [
      CqrsModule.forRoot(),
      DatabaseModule.of(harness),
      SecretsModule.forRoot(SecretBox.makeKey()),
      AccountsModule.forRoot(
        {
          accessToken: undefined,
          adminEmail: 'administrator@localhost',
          adminPassword: undefined,
          platformToken: undefined,
          announceToken: () => {},
          ...bootstrap,
        },
        { secureCookie: false },
      ),
    ],
    controllers,
  }).compile();
}
