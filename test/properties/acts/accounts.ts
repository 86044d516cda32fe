import {
  AddAgent,
  AddTeamMembers,
  CreateAccessToken,
  CreateAccount,
  type CreatedAccessToken,
  CreateTeam,
  CreateUser,
  DeleteAccount,
  DeleteTeam,
  IssueAccessToken,
  RemoveAccountUser,
  RemoveTeamMembers,
  RenameAccount,
  RevokeAccessToken,
  SetAccountUser,
  SetPlatformToken,
  type Team,
  UpdateTeam,
  type User,
} from '@app/accounts';
import * as fc from 'fast-check';
import { act, astray, metadataOf, names, some, someAccount } from '../support/act';
import type { World } from '../support/world';

const NOTHING_FIRED = {};
const ADMINISTRATOR = { type: 'user', id: 1 } as const;

const roles = fc.constantFrom('administrator' as const, 'agent' as const);
const emails = fc.constantFrom(
  'ada@example.com',
  'Ada@Example.com',
  'bob@example.com',
  'zoë@ex.am',
);
const details = fc.record({
  name: fc.oneof(fc.constantFrom('Support', 'support', 'Sales'), names),
  description: fc.constantFrom('', 'Answers'),
  allowAutoAssign: fc.boolean(),
});

const teamOf = (world: World, { team, stray }: { team: number; stray: boolean }) => {
  const { accountId, id } = world.pick(world.teams, team);
  return { accountId: stray ? world.elsewhere(accountId) : accountId, id };
};

export const createAccount = act('CreateAccount', { name: names }, ({ name }) => ({
  command: (origin) => new CreateAccount(name, metadataOf(null, null, origin)),
  fires: NOTHING_FIRED,
  identify: (id: number) => id,
}));

export const renameAccount = act(
  'RenameAccount',
  { account: someAccount, name: names },
  ({ account, name }, world) => ({
    command: (origin) =>
      new RenameAccount(
        world.pickId(world.accounts, account),
        name,
        metadataOf(null, null, origin),
      ),
    fires: NOTHING_FIRED,
  }),
);

/** Never the first one: little could happen after that. */
export const deleteAccount = act('DeleteAccount', { account: some }, ({ account }, world) => {
  const id = world.pickId(world.accounts.slice(1), account);
  return {
    command: (origin) => new DeleteAccount(id, metadataOf(null, null, origin)),
    fires: NOTHING_FIRED,
    settle: (subscribers) => subscribers.removeAccount(id),
  };
});

export const createUser = act(
  'CreateUser',
  { name: names, email: emails, displayName: fc.constantFrom(undefined, null, 'Countess') },
  ({ name, email, displayName }) => ({
    command: (origin) =>
      new CreateUser(
        { name, email, ...(displayName !== undefined && { displayName }) },
        metadataOf(null, null, origin),
      ),
    fires: NOTHING_FIRED,
    identify: ({ id }: User) => id,
  }),
);

export const addAgent = act(
  'AddAgent',
  { account: someAccount, name: names, email: emails, role: roles },
  ({ account, ...agent }, world) => {
    const accountId = world.pickId(world.accounts, account);
    return {
      command: (origin) =>
        new AddAgent(accountId, agent, metadataOf(accountId, ADMINISTRATOR, origin)),
      fires: NOTHING_FIRED,
      identify: (id: number) => id,
      stands: ({ deletedAccounts }) => !deletedAccounts.has(accountId),
    };
  },
);

export const setAccountUser = act(
  'SetAccountUser',
  { account: someAccount, user: some, role: roles },
  ({ account, user, role }, world) => ({
    command: (origin) =>
      new SetAccountUser(
        world.pickId(world.accounts, account),
        world.pickId(world.users, user),
        role,
        metadataOf(null, null, origin),
      ),
    fires: NOTHING_FIRED,
  }),
);

export const removeAccountUser = act(
  'RemoveAccountUser',
  { account: someAccount, user: some },
  ({ account, user }, world) => ({
    command: (origin) =>
      new RemoveAccountUser(
        world.pickId(world.accounts, account),
        world.pickId(world.users, user),
        metadataOf(null, null, origin),
      ),
    fires: NOTHING_FIRED,
  }),
);

export const issueAccessToken = act(
  'IssueAccessToken',
  { user: some, token: fc.constantFrom('a-token', 'another-token') },
  ({ user, token }, world) => ({
    command: (origin) =>
      new IssueAccessToken(world.pickId(world.users, user), token, metadataOf(null, null, origin)),
    fires: NOTHING_FIRED,
  }),
);

export const createAccessToken = act(
  'CreateAccessToken',
  { user: some, name: names },
  ({ user, name }, world) => ({
    command: (origin) =>
      new CreateAccessToken(world.pickId(world.users, user), name, metadataOf(null, null, origin)),
    fires: NOTHING_FIRED,
    identify: ({ id, token }: CreatedAccessToken) => [id, token],
  }),
);

export const revokeAccessToken = act(
  'RevokeAccessToken',
  { token: some, stray: astray },
  ({ token, stray }, world) => {
    const { userId, id } = world.pickToken(token);
    return {
      command: (origin) =>
        new RevokeAccessToken(stray ? userId + 1 : userId, id, metadataOf(null, null, origin)),
      fires: NOTHING_FIRED,
    };
  },
);

/** The one that is set already: each start sets it again. */
export const setPlatformToken = act(
  'SetPlatformToken',
  { token: fc.constant('properties-platform-token') },
  ({ token }) => ({
    command: (origin) => new SetPlatformToken(token, metadataOf(null, null, origin)),
    fires: NOTHING_FIRED,
  }),
);

export const createTeam = act(
  'CreateTeam',
  { account: someAccount, details },
  ({ account, details: given }, world) => {
    const accountId = world.pickId(world.accounts, account);
    return {
      command: (origin) =>
        new CreateTeam(accountId, given, metadataOf(accountId, ADMINISTRATOR, origin)),
      fires: NOTHING_FIRED,
      identify: ({ id }: Team) => id,
    };
  },
);

export const updateTeam = act(
  'UpdateTeam',
  { team: some, stray: astray, changes: details },
  ({ changes, ...target }, world) => {
    const { accountId, id } = teamOf(world, target);
    return {
      command: (origin) =>
        new UpdateTeam(accountId, id, changes, metadataOf(accountId, ADMINISTRATOR, origin)),
      fires: NOTHING_FIRED,
    };
  },
);

export const deleteTeam = act('DeleteTeam', { team: some, stray: astray }, (target, world) => {
  const { accountId, id } = teamOf(world, target);
  return {
    command: (origin) =>
      new DeleteTeam(accountId, id, metadataOf(accountId, ADMINISTRATOR, origin)),
    fires: NOTHING_FIRED,
  };
});

const TEAM_MEMBER_COMMANDS = { AddTeamMembers, RemoveTeamMembers } as const;

const changeTeamMembers = (name: keyof typeof TEAM_MEMBER_COMMANDS) =>
  act(
    name,
    { team: some, stray: astray, users: fc.array(some, { minLength: 1, maxLength: 3 }) },
    ({ users, ...target }, world) => {
      const { accountId, id } = teamOf(world, target);
      const userIds = users.map((user) => world.pickId(world.users, user));
      return {
        command: (origin) =>
          new TEAM_MEMBER_COMMANDS[name](
            accountId,
            id,
            userIds,
            metadataOf(accountId, ADMINISTRATOR, origin),
          ),
        fires: NOTHING_FIRED,
      };
    },
  );

export const addTeamMembers = changeTeamMembers('AddTeamMembers');
export const removeTeamMembers = changeTeamMembers('RemoveTeamMembers');
