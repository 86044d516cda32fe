import {
  AddAccountUser,
  Bootstrap,
  CreateAccount,
  CreateUser,
  IssueAccessToken,
} from '@app/accounts';
import { ACCESS_TOKEN } from '@app/harness';
import { SecretBox } from '@app/secrets';
import { NestFactory } from '@nestjs/core';
import { pino } from 'pino';
import { CommandBus } from '@nestjs/cqrs';
import { AppModule } from '../../apps/server/src/app.module';
import { readSettings } from '../../apps/server/src/settings/settings';

/** Of an agent, who is no administrator, of account 1. */
export const AGENT_TOKEN = 'agent-access-token';
/** Of the administrator of account 2. */
export const OTHER_ACCOUNT_TOKEN = 'other-account-access-token';
export const OTHER_ACCOUNT_ID = 2;

/**
 * Adds to a database that no server has open yet what no REST call can make: an agent in account 1
 * and an account 2 with an administrator.
 */
export async function seedAccounts(databaseUrl: string): Promise<void> {
  const settings = readSettings({
    DATABASE_URL: databaseUrl,
    BOOTSTRAP_ACCESS_TOKEN: ACCESS_TOKEN,
    PLATFORM_ACCESS_TOKEN: 'seed-platform-token',
    // No webhook is made here, so that nothing is ever encrypted with it.
    SECRETS_KEY: SecretBox.makeKey(),
  });
  const module = AppModule.forRoot(settings, pino({ level: 'silent' }));
  const app = await NestFactory.createApplicationContext(module, { logger: ['error'] });
  await app.get(Bootstrap).run();

  const commandBus = app.get(CommandBus);
  const metadata = { accountId: null, actor: null, correlationId: 'seed' };
  const addUser = async (
    name: string,
    accountId: number,
    role: 'administrator' | 'agent',
    token: string,
  ): Promise<void> => {
    const email = `${name.toLowerCase()}@example.com`;
    const user = await commandBus.execute(new CreateUser({ name, email }, metadata));
    await commandBus.execute(new AddAccountUser(accountId, user.id, role, metadata));
    await commandBus.execute(new IssueAccessToken(user.id, token, metadata));
  };
  await addUser('Agent', 1, 'agent', AGENT_TOKEN);
  const otherAccountId = await commandBus.execute(new CreateAccount('Other', metadata));
  await addUser('Other', otherAccountId, 'administrator', OTHER_ACCOUNT_TOKEN);
  await app.close();
}
