import type { CommandMetadata } from '@app/event-store';
import { DRIVERS, type DriverHarness } from '@app/event-store/testing';
import { ErrorFilter, Idempotent } from '@app/http';
import { Get, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AddAccountUser } from '../commands/add-account-user';
import { CreateAccount } from '../commands/create-account';
import { CreateUser } from '../commands/create-user';
import { DeleteAccount } from '../commands/delete-account';
import { IssueAccessToken } from '../commands/issue-access-token';
import { compileAccounts, openAccountsDatabase } from '../testing/open-accounts';
import { AdministratorsOnly } from './access-token.guard';
import { AccountController } from './account-controller';
import { commandMetadata, CurrentPrincipal, type Principal } from './principal';

@AccountController('things', 'Things')
class ThingsController {
  @Get()
  list(@CurrentPrincipal() principal: Principal): Principal {
    return principal;
  }

  @Get('metadata')
  metadata(@CurrentPrincipal() principal: Principal): CommandMetadata {
    return commandMetadata(principal);
  }

  @Post()
  @Idempotent()
  create(@CurrentPrincipal() principal: Principal): CommandMetadata {
    return commandMetadata(principal);
  }

  @AdministratorsOnly()
  @Get('secrets')
  secrets(): string {
    return 'secret';
  }
}

@AdministratorsOnly()
@AccountController('vault', 'Vault')
class VaultController {
  @Get()
  list(): string {
    return 'secret';
  }
}

const METADATA: CommandMetadata = { accountId: null, actor: null, correlationId: 'seed' };
const ADMINISTRATOR_TOKEN = 'the-token-of-ada';
const AGENT_TOKEN = 'the-token-of-bob';
const INVALID_TOKEN = { error: 'Invalid Access Token' };
const NOT_AUTHORIZED = { error: 'You are not authorized to do this action' };
const NOT_FOUND = { error: 'Resource could not be found' };

describe.each(DRIVERS)('a request under an account on $name', (driver) => {
  let harness: DriverHarness;
  let app: NestFastifyApplication;

  beforeAll(async () => {
    harness = await openAccountsDatabase(driver);
    const module = await compileAccounts(harness, {}, [ThingsController, VaultController]);
    const adapter = new FastifyAdapter({ genReqId: () => 'request-1' });
    app = module.createNestApplication<NestFastifyApplication>(adapter);
    app.useGlobalFilters(new ErrorFilter());
    await app.init();
    await seed(app.get(CommandBus));
  });
  afterAll(async () => {
    await app.close();
    await harness.close();
  });

  const get = async (path: string, headers: Record<string, string>) => {
    const { statusCode, body } = await app.inject({ url: `/api/v1/accounts/${path}`, headers });
    return { status: statusCode, body: body.startsWith('{') ? (JSON.parse(body) as object) : body };
  };

  it('is its user’s, with their role and the request’s id', async () => {
    expect(await get('1/things', { api_access_token: ADMINISTRATOR_TOKEN })).toEqual({
      status: 200,
      body: {
        userId: 1,
        name: 'Ada',
        email: 'ada@example.com',
        accountId: 1,
        role: 'administrator',
        requestId: 'request-1',
      },
    });
  });

  it('has its events remember the account, the user and the request', async () => {
    const { body } = await get('1/things/metadata', { api_access_token: AGENT_TOKEN });
    expect(body).toEqual({
      accountId: 1,
      actor: { type: 'user', id: 2 },
      correlationId: 'request-1',
    });
  });

  it.each([
    ['ada', ADMINISTRATOR_TOKEN, 1],
    ['bob', AGENT_TOKEN, 2],
  ])('has its Idempotency-Key to itself, and its command told of it: %s', async (_, token, id) => {
    const { body } = await app.inject({
      method: 'POST',
      url: '/api/v1/accounts/1/things',
      headers: { api_access_token: token, 'idempotency-key': 'key-1' },
    });
    expect(JSON.parse(body)).toMatchObject({
      idempotency: {
        key: `account:1/user:${id} POST /api/v1/accounts/:accountId/things key-1`,
        fingerprint: expect.any(String),
      },
    });
  });

  it.each<[string, Record<string, string>]>([
    ['api_access_token', { api_access_token: AGENT_TOKEN }],
    ['API_ACCESS_TOKEN', { API_ACCESS_TOKEN: AGENT_TOKEN }],
    ['Authorization: Bearer', { authorization: `Bearer ${AGENT_TOKEN}` }],
    ['Authorization: bearer', { authorization: `bearer ${AGENT_TOKEN}` }],
    ['both', { api_access_token: AGENT_TOKEN, authorization: `Bearer ${AGENT_TOKEN}` }],
    [
      'Authorization beside an empty api_access_token',
      { api_access_token: '', authorization: `Bearer ${AGENT_TOKEN}` },
    ],
  ])('may send its token as %s', async (_, headers) => {
    expect(await get('1/things', headers)).toMatchObject({ status: 200, body: { name: 'Bob' } });
  });

  it.each<[string, Record<string, string>]>([
    ['no token', {}],
    ['an empty token', { api_access_token: '' }],
    ['an unknown token', { api_access_token: 'nobody' }],
    ['an unknown bearer', { authorization: 'Bearer nobody' }],
    ['a bearer without a token', { authorization: 'Bearer ' }],
    ['another scheme', { authorization: `Basic ${AGENT_TOKEN}` }],
    ['no scheme', { authorization: AGENT_TOKEN }],
    ['a part of a token', { api_access_token: AGENT_TOKEN.slice(0, -1) }],
    ['a token in other letters', { api_access_token: AGENT_TOKEN.toUpperCase() }],
  ])('gets 401 with %s', async (_, headers) => {
    expect(await get('1/things', headers)).toEqual({ status: 401, body: INVALID_TOKEN });
  });

  it.each([
    ['an account that its user is not in', '2'],
    ['an account that does not exist', '99'],
    ['no account’s id', 'one'],
    ['no account’s id but zero', '0'],
    ['an id spelt in hexadecimal', '0x1'],
    ['an id spelt with an exponent', '1e0'],
    ['an id spelt with a fraction', '1.0'],
    ['an id spelt with a space', '%201'],
  ])('gets 404 for %s', async (_, accountId) => {
    expect(await get(`${accountId}/things`, { api_access_token: ADMINISTRATOR_TOKEN })).toEqual({
      status: 404,
      body: NOT_FOUND,
    });
  });

  it('gets 404 for an account that was deleted', async () => {
    const bus = app.get(CommandBus);
    const accountId = await bus.execute(new CreateAccount('Gone', METADATA));
    await bus.execute(new AddAccountUser(accountId, 1, 'administrator', METADATA));
    const headers = { api_access_token: ADMINISTRATOR_TOKEN };
    expect(await get(`${accountId}/things`, headers)).toMatchObject({ status: 200 });
    await bus.execute(new DeleteAccount(accountId, METADATA));
    expect(await get(`${accountId}/things`, headers)).toEqual({ status: 404, body: NOT_FOUND });
  });

  it('learns nothing of an account without a token that is valid', async () => {
    const headers = { api_access_token: 'nobody' };
    expect(await get('99/things', headers)).toEqual({ status: 401, body: INVALID_TOKEN });
  });

  it.each(['1/things/secrets', '1/vault'])(
    'is an administrator’s alone where that is demanded: %s',
    async (path) => {
      expect(await get(path, { api_access_token: ADMINISTRATOR_TOKEN })).toEqual({
        status: 200,
        body: 'secret',
      });
      expect(await get(path, { api_access_token: AGENT_TOKEN })).toEqual({
        status: 401,
        body: NOT_AUTHORIZED,
      });
    },
  );
});

/** Ada administers account 1, Bob is an agent there; nobody is in account 2. */
async function seed(bus: CommandBus): Promise<void> {
  for (const name of ['Hoory', 'Other']) await bus.execute(new CreateAccount(name, METADATA));
  await bus.execute(new CreateUser({ name: 'Ada', email: 'ada@example.com' }, METADATA));
  await bus.execute(new CreateUser({ name: 'Bob', email: 'bob@example.com' }, METADATA));
  await bus.execute(new AddAccountUser(1, 1, 'administrator', METADATA));
  await bus.execute(new AddAccountUser(1, 2, 'agent', METADATA));
  await bus.execute(new IssueAccessToken(1, ADMINISTRATOR_TOKEN, METADATA));
  await bus.execute(new IssueAccessToken(2, AGENT_TOKEN, METADATA));
}
