import { planOf, POSTGRES, queriesDuring, type DriverHarness } from '@app/event-store/testing';
import { openAccountsDatabase } from '../testing/open-accounts';
import { AccessTokens } from './access-tokens';
import { Agents } from './agents';
import { Memberships } from './memberships';
import { Teams } from './teams';

/** Of 1,000 accounts with 20 users each, of whom every second is in a team. */
const ROWS = [
  `INSERT INTO accounts (id, name) SELECT n, 'Account ' || n FROM generate_series(1, 1000) AS n`,
  `INSERT INTO users (id, name, email)
   SELECT n, 'User ' || n, 'user-' || n || '@example.com' FROM generate_series(1, 20000) AS n`,
  `INSERT INTO account_users (account_id, user_id, role)
   SELECT n % 1000 + 1, n, 'agent' FROM generate_series(1, 20000) AS n`,
  `INSERT INTO access_tokens (token_hash, user_id, id, created_at, revoked)
   SELECT md5('token-' || n), n, n, '', 0 FROM generate_series(1, 20000) AS n`,
  `INSERT INTO teams (id, account_id, name, normalized_name, description, allow_auto_assign)
   SELECT n, n % 1000 + 1, 'Team ' || n, 'team ' || n, '', 0 FROM generate_series(1, 10000) AS n`,
  `INSERT INTO team_members (team_id, user_id)
   SELECT n / 2 + 1, n FROM generate_series(1, 19998, 2) AS n`,
];

describe('the plans of the queries on accounts, on PostgreSQL', () => {
  let harness: DriverHarness;

  beforeAll(async () => {
    harness = await openAccountsDatabase(POSTGRES);
    for (const rows of ROWS) await harness.sql(rows);
    await harness.sql('VACUUM ANALYZE');
  });
  afterAll(() => harness.close());

  it.each<[string, (harness: DriverHarness) => Promise<unknown>]>([
    ['the agents of an account', ({ database }) => new Agents(database).list(7)],
    ['some of its agents', ({ database }) => new Agents(database).listByIds(7, [6, 1006])],
    ['the agents of a team', ({ database }) => new Agents(database).listByTeam(7, 6)],
    [
      'a user by e-mail address',
      ({ database }) => new Agents(database).userIdOf('user-7@example.com'),
    ],
    ['the accounts of a user', ({ database }) => new Memberships(database).ofUser(7)],
    ['the access tokens of a user', ({ database }) => new AccessTokens(database).ofUser(7)],
    ['the teams of a user', ({ database }) => new Teams(database).idsOfMember(7, 7)],
  ])('find %s by indexes', async (_, act) => {
    const [query, ...others] = await queriesDuring(harness.database, () => act(harness));
    expect(others).toEqual([]);
    expect(await planOf(harness.database, query!)).not.toContain('Seq Scan');
  });
});
