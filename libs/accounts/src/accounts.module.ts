import { EventStore } from '@app/event-store';
import { type DynamicModule, Module } from '@nestjs/common';
import { AccessTokenGuard } from './auth/access-token.guard';
import { FindPrincipal } from './auth/find-principal';
import { PlatformGuard } from './auth/platform.guard';
import { SESSION_OPTIONS, type SessionOptions, Sessions } from './auth/session/sessions';
import { SignInThrottle } from './auth/session/sign-in-throttle';
import { UserGuard } from './auth/user.guard';
import { Bootstrap, BOOTSTRAP_OPTIONS, type BootstrapOptions } from './bootstrap/bootstrap';
import { AddAccountUserHandler } from './commands/add-account-user';
import { AddAgentHandler } from './commands/add-agent';
import { AddTeamMembersHandler } from './commands/add-team-members';
import { ChooseSignInHandler } from './commands/choose-sign-in';
import { CreateAccessTokenHandler } from './commands/create-access-token';
import { CreateAccountHandler } from './commands/create-account';
import { CreateTeamHandler } from './commands/create-team';
import { CreateUserHandler } from './commands/create-user';
import { DeleteAccountHandler } from './commands/delete-account';
import { DeleteTeamHandler } from './commands/delete-team';
import { IssueAccessTokenHandler } from './commands/issue-access-token';
import { RemoveAccountUserHandler } from './commands/remove-account-user';
import { RemoveTeamMembersHandler } from './commands/remove-team-members';
import { RenameAccountHandler } from './commands/rename-account';
import { RevokeAccessTokenHandler } from './commands/revoke-access-token';
import { SetAccountUserHandler } from './commands/set-account-user';
import { SetPlatformTokenHandler } from './commands/set-platform-token';
import { UpdateTeamHandler } from './commands/update-team';
import { AccessTokensController } from './http/access-tokens.controller';
import { AgentsController } from './http/agents.controller';
import { PlatformAccountUsersController } from './http/platform/account-users.controller';
import { PlatformAccountsController } from './http/platform/accounts.controller';
import { PlatformUsersController } from './http/platform/users.controller';
import { ProfileController } from './http/profile.controller';
import { SessionController } from './http/session/session.controller';
import { TeamMembersController } from './http/team-members.controller';
import { TeamsController } from './http/teams.controller';
import { FindAccount } from './queries/find-account';
import { FindTeam } from './queries/find-team';
import { AccessTokens } from './read-model/access-tokens';
import { Agents } from './read-model/agents';
import { Memberships } from './read-model/memberships';
import { Passwords } from './read-model/passwords';
import { ACCOUNT_PROJECTIONS } from './read-model/projections';
import { Teams } from './read-model/teams';

const COMMAND_HANDLERS = [
  CreateAccountHandler,
  RenameAccountHandler,
  DeleteAccountHandler,
  AddAccountUserHandler,
  SetAccountUserHandler,
  RemoveAccountUserHandler,
  AddAgentHandler,
  CreateUserHandler,
  ChooseSignInHandler,
  IssueAccessTokenHandler,
  CreateAccessTokenHandler,
  RevokeAccessTokenHandler,
  SetPlatformTokenHandler,
  CreateTeamHandler,
  UpdateTeamHandler,
  DeleteTeamHandler,
  AddTeamMembersHandler,
  RemoveTeamMembersHandler,
];

/** Accounts, their users and teams, and the access tokens by which requests are known to be theirs. */
@Module({})
export class AccountsModule {
  constructor(store: EventStore) {
    for (const projection of ACCOUNT_PROJECTIONS) store.addProjection(projection);
  }

  static forRoot(bootstrap: BootstrapOptions, session: SessionOptions): DynamicModule {
    return {
      module: AccountsModule,
      global: true,
      controllers: [
        AgentsController,
        TeamsController,
        TeamMembersController,
        ProfileController,
        SessionController,
        AccessTokensController,
        PlatformAccountsController,
        PlatformAccountUsersController,
        PlatformUsersController,
      ],
      providers: [
        { provide: BOOTSTRAP_OPTIONS, useValue: bootstrap },
        { provide: SESSION_OPTIONS, useValue: session },
        Bootstrap,
        FindPrincipal,
        Sessions,
        SignInThrottle,
        Passwords,
        AccessTokenGuard,
        UserGuard,
        PlatformGuard,
        FindAccount,
        FindTeam,
        AccessTokens,
        Agents,
        Memberships,
        Teams,
        ...COMMAND_HANDLERS,
      ],
      exports: [Bootstrap, FindPrincipal, AccessTokenGuard, Agents, Teams],
    };
  }
}
