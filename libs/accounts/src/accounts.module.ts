import { EventStore } from '@app/event-store';
import { type DynamicModule, Module } from '@nestjs/common';
import { AccessTokenGuard } from './auth/access-token.guard';
import { FindPrincipal } from './auth/find-principal';
import { Bootstrap, BOOTSTRAP_OPTIONS, type BootstrapOptions } from './bootstrap/bootstrap';
import { AddAccountUserHandler } from './commands/add-account-user';
import { CreateAccountHandler } from './commands/create-account';
import { CreateUserHandler } from './commands/create-user';
import { IssueAccessTokenHandler } from './commands/issue-access-token';
import { accountsProjection } from './read-model/accounts.projection';

/** Accounts, their users and the access tokens by which requests are known to be theirs. */
@Module({})
export class AccountsModule {
  constructor(store: EventStore) {
    store.addProjection(accountsProjection);
  }

  static forRoot(bootstrap: BootstrapOptions): DynamicModule {
    return {
      module: AccountsModule,
      global: true,
      providers: [
        { provide: BOOTSTRAP_OPTIONS, useValue: bootstrap },
        Bootstrap,
        FindPrincipal,
        AccessTokenGuard,
        CreateAccountHandler,
        CreateUserHandler,
        AddAccountUserHandler,
        IssueAccessTokenHandler,
      ],
      exports: [Bootstrap, FindPrincipal, AccessTokenGuard],
    };
  }
}
