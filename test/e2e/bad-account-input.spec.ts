import { HooryPlatformClient } from '@app/client';
import { badEmails, badIds, badTexts } from '../support/bad-values';
import { ObservedInstallation } from '../support/observed-installation';
import { specifyRefusals, type Bad } from '../support/specify-refusals';

const PLATFORM = '/platform/api/v1';
const ACCESS_TOKENS = '/api/v1/profile/access_tokens';
const PLATFORM_TOKEN = 'platform-access-token';
const AGENT = { name: 'Grace', email: 'grace@example.com', role: 'agent' };
const USER = { name: 'Ada', email: 'ada@example.com', password: 'correct horse' };

const names = (rest: object = {}): Bad[] => [
  ['an empty name', { ...rest, name: '' }, 'name'],
  ['a blank name', { ...rest, name: ' \t' }, 'name'],
  ['null as name', { ...rest, name: null }, 'name'],
  ...badTexts('name', rest),
];

const DETAILS: Bad[] = [
  ...names(),
  ['a number as description', { name: 'x', description: 5 }, 'description'],
  [
    'a description of 1,001 characters',
    { name: 'x', description: 'x'.repeat(1_001) },
    'description',
  ],
  ['a word as allow_auto_assign', { name: 'x', allow_auto_assign: 'yes' }, 'allow_auto_assign'],
  ['a name that a team has', { name: 'NIGHT shift' }, 'name'],
  ['an unknown field', { name: 'x', colour: 'red' }, 'colour'],
];

const MEMBERS: Bad[] = [
  ['no user_ids', {}, 'user_ids'],
  ['a number as user_ids', { user_ids: 1 }, 'user_ids'],
  ['ids that are none', { user_ids: [1, 'x'] }, 'user_ids'],
  ['0 as an id', { user_ids: [0] }, 'user_ids'],
];

const roles = (rest: object): Bad[] => [
  ['no role', rest, 'role'],
  ['an unknown role', { ...rest, role: 'owner' }, 'role'],
  ['a number as role', { ...rest, role: 1 }, 'role'],
];

/** Without one of its fields. */
const without = (body: object, field: string): object =>
  Object.fromEntries(Object.entries(body).filter(([name]) => name !== field));

describe('Bad input about accounts and users', () => {
  const observed = new ObservedInstallation({ env: { PLATFORM_ACCESS_TOKEN: PLATFORM_TOKEN } });

  beforeAll(() =>
    observed.start(async () => {
      const { client, installation } = observed;
      await client.teams.create({ name: 'Night shift' });
      await client.teams.create({ name: 'Day shift' });
      const platform = new HooryPlatformClient({
        baseUrl: installation.server.url,
        accessToken: PLATFORM_TOKEN,
      });
      // Of the installation, and of no account.
      await platform.users.create({ ...USER, email: 'taken@example.com' });
    }),
  );
  afterAll(() => observed.stop());

  describe('as administrators send it', () => {
    specifyRefusals(observed, {
      invalid: {
        'POST /agents': [
          ...names(AGENT),
          ['no name', without(AGENT, 'name'), 'name'],
          ['no e-mail address', without(AGENT, 'email'), 'email'],
          ...badEmails('email', AGENT),
          ...roles(without(AGENT, 'role')),
          [
            'somebody who is in the account',
            { ...AGENT, email: 'Administrator@localhost' },
            'email',
          ],
          ['an unknown field', { ...AGENT, colour: 'red' }, 'colour'],
        ],
        [`POST ${ACCESS_TOKENS}`]: [
          ...names(),
          ['no name', {}, 'name'],
          ['an unknown field', { name: 'x', scope: 'all' }, 'scope'],
        ],
        'POST /teams': [...DETAILS, ['no name', {}, 'name']],
        'PATCH /teams/2': DETAILS,
        'POST /teams/1/team_members': [
          ...MEMBERS,
          ['somebody of no account', { user_ids: [2] }, 'user_ids'],
          ['nobody', { user_ids: [1, 999] }, 'user_ids'],
        ],
        'DELETE /teams/1/team_members': MEMBERS,
      },
      missing: [
        ['GET /teams/999'],
        ['PATCH /teams/999', { name: 'x' }],
        ['DELETE /teams/999'],
        ['GET /teams/999/team_members'],
        ['POST /teams/999/team_members', { user_ids: [1] }],
        ['DELETE /teams/999/team_members', { user_ids: [1] }],
        [`DELETE ${ACCESS_TOKENS}/999`],
      ],
    });
  });

  describe('as the platform sends it', () => {
    specifyRefusals(observed, {
      headers: { api_access_token: PLATFORM_TOKEN },
      invalid: {
        [`POST ${PLATFORM}/accounts`]: [...names(), ['no name', {}, 'name']],
        [`PATCH ${PLATFORM}/accounts/1`]: [...names(), ['no name', {}, 'name']],
        [`POST ${PLATFORM}/users`]: [
          ...names(USER),
          ['no name', without(USER, 'name'), 'name'],
          ['no e-mail address', without(USER, 'email'), 'email'],
          ...badEmails('email', USER),
          ['an e-mail address that somebody has', { ...USER, email: 'TAKEN@example.com' }, 'email'],
          ...badTexts('display_name', USER),
          ['a blank display_name', { ...USER, display_name: ' ' }, 'display_name'],
          ['no password', without(USER, 'password'), 'password'],
          ['a password of 7 characters', { ...USER, password: 'x'.repeat(7) }, 'password'],
          ['a password of 129 characters', { ...USER, password: 'x'.repeat(129) }, 'password'],
          ['a number as password', { ...USER, password: 12_345_678 }, 'password'],
          ['an unknown field', { ...USER, type: 'SuperAdmin' }, 'type'],
        ],
        [`POST ${PLATFORM}/accounts/1/account_users`]: [
          ...badIds('user_id', { role: 'agent' }),
          ['no user_id', { role: 'agent' }, 'user_id'],
          ...roles({ user_id: 1 }),
          ['a user that there is not', { user_id: 999, role: 'agent' }, 'user_id'],
        ],
        [`DELETE ${PLATFORM}/accounts/1/account_users`]: badIds('user_id'),
      },
      missing: [
        [`GET ${PLATFORM}/accounts/999`],
        [`PATCH ${PLATFORM}/accounts/999`, { name: 'x' }],
        [`DELETE ${PLATFORM}/accounts/999`],
        [`GET ${PLATFORM}/accounts/999/account_users`],
        [`POST ${PLATFORM}/accounts/999/account_users`, { user_id: 1, role: 'agent' }],
        [`DELETE ${PLATFORM}/accounts/999/account_users`, { user_id: 1 }],
        [`GET ${PLATFORM}/users/999/token`],
        [`POST ${PLATFORM}/users/999/token`],
      ],
    });
  });
});
