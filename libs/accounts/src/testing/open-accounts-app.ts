import type { Driver, DriverHarness } from '@app/event-store/testing';
import { ContractValidationPipe, ErrorFilter, tellBeforeAnswers } from '@app/http';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Bootstrap } from '../bootstrap/bootstrap';
import { compileAccounts, openAccountsDatabase } from './open-accounts';

/** Of the administrator of account 1, who is user 1. */
export const ADMINISTRATOR_TOKEN = 'the-token-of-the-administrator';
export const PLATFORM_TOKEN = 'the-token-of-the-platform';

export const INVALID_TOKEN = { status: 401, body: { error: 'Invalid Access Token' } };
export const NOT_AUTHORIZED = {
  status: 401,
  body: { error: 'You are not authorized to do this action' },
};
export const NOT_FOUND = { status: 404, body: { error: 'Resource could not be found' } };

export interface Answer {
  readonly status: number;
  /** Undefined where it is empty. */
  readonly body: unknown;
  readonly headers: Readonly<Record<string, unknown>>;
}

export interface TestAccount {
  readonly id: number;
  /** Of the user who administers it, and of one who is an agent there. */
  readonly administrator: TestUser;
  readonly agent: TestUser;
}

export interface TestUser {
  readonly id: number;
  readonly token: string;
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** The routes of accounts as the server has them, on a database that only the bootstrap has seen. */
export class AccountsApp {
  private constructor(
    readonly harness: DriverHarness,
    private readonly app: NestFastifyApplication,
  ) {}

  static async open(driver: Driver): Promise<AccountsApp> {
    const harness = await openAccountsDatabase(driver);
    const module = await compileAccounts(harness, {
      accessToken: ADMINISTRATOR_TOKEN,
      platformToken: PLATFORM_TOKEN,
    });
    const app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    tellBeforeAnswers(app.getHttpAdapter().getInstance());
    app.useGlobalPipes(new ContractValidationPipe());
    app.useGlobalFilters(new ErrorFilter());
    await app.init();
    await app.get(Bootstrap).run();
    return new AccountsApp(harness, app);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.harness.close();
  }

  async send(
    method: Method,
    url: string,
    requestHeaders: Record<string, string>,
    body?: unknown,
  ): Promise<Answer> {
    const headers = { ...requestHeaders, ...(body ? { 'content-type': 'application/json' } : {}) };
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const reply = await this.app.inject({ method, url, headers, payload });
    return {
      status: reply.statusCode,
      body: reply.body === '' ? undefined : (JSON.parse(reply.body) as unknown),
      headers: reply.headers,
    };
  }

  /** Under `/api/v1/accounts/`. */
  call(token: string, method: Method, path: string, body?: unknown): Promise<Answer> {
    return this.send(method, `/api/v1/accounts/${path}`, { api_access_token: token }, body);
  }

  /** Under `/platform/api/v1/`. */
  platform(method: Method, path: string, body?: unknown): Promise<Answer> {
    const headers = { api_access_token: PLATFORM_TOKEN };
    return this.send(method, `/platform/api/v1/${path}`, headers, body);
  }

  /** Another account, with users of its own. */
  async addAccount(name: string): Promise<TestAccount> {
    const { id } = (await this.platform('POST', 'accounts', { name })).body as { id: number };
    const email = (role: string): string => `${role}@${name.toLowerCase()}.example.com`;
    return {
      id,
      administrator: await this.addUser(id, email('administrator'), 'administrator'),
      agent: await this.addUser(id, email('agent'), 'agent'),
    };
  }

  async addUser(accountId: number, email: string, role: string): Promise<TestUser> {
    const user = { name: email.split('@')[0], email, password: 'correct horse' };
    const { id } = (await this.platform('POST', 'users', user)).body as { id: number };
    await this.platform('POST', `accounts/${accountId}/account_users`, { user_id: id, role });
    const { body } = await this.platform('GET', `users/${id}/token`);
    return { id, token: (body as { access_token: string }).access_token };
  }

  async eventCount(): Promise<number> {
    return (await this.harness.store.readBatch('', 10_000)).events.length;
  }
}
