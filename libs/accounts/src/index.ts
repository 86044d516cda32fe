export { AccountsModule } from './accounts.module';
export { AdministratorsOnly } from './auth/access-token.guard';
export { AccountController } from './auth/account-controller';
export { commandMetadata, CurrentPrincipal, type Principal } from './auth/principal';
export {
  Bootstrap,
  BootstrapTokenTakenError,
  type BootstrapOptions,
  type TokenOwner,
} from './bootstrap/bootstrap';
export { AddAccountUser } from './commands/add-account-user';
export { AddAgent, type NewAgent } from './commands/add-agent';
export { AddTeamMembers } from './commands/add-team-members';
export { CreateAccessToken, type CreatedAccessToken } from './commands/create-access-token';
export { CreateAccount } from './commands/create-account';
export { CreateTeam } from './commands/create-team';
export { CreateUser, type NewUser } from './commands/create-user';
export { DeleteAccount } from './commands/delete-account';
export { DeleteTeam } from './commands/delete-team';
export { IssueAccessToken } from './commands/issue-access-token';
export { RemoveAccountUser } from './commands/remove-account-user';
export { RemoveTeamMembers } from './commands/remove-team-members';
export { RenameAccount } from './commands/rename-account';
export { RevokeAccessToken } from './commands/revoke-access-token';
export { SetAccountUser } from './commands/set-account-user';
export { SetPlatformToken } from './commands/set-platform-token';
export { UpdateTeam } from './commands/update-team';
export { accessTokenRef, type AccessTokenEvent } from './domain/access-token';
export { accountRef, type Account, type AccountEvent, type Role } from './domain/account';
export { platformRef, type PlatformEvent } from './domain/platform';
export type { SessionEvent } from './domain/session';
export { teamRef, type Team, type TeamEvent } from './domain/team';
export { userRef, type User, type UserEvent } from './domain/user';
export { AgentResponseDto, toAgentResponse } from './http/agent-response.dto';
export { TeamResponseDto, toTeamResponse } from './http/team-response.dto';
export { Agents } from './read-model/agents';
export { Passwords } from './read-model/passwords';
export { ACCOUNT_PROJECTIONS } from './read-model/projections';
export { Teams } from './read-model/teams';
export { ACCOUNT_MIGRATIONS } from './migrations';
