import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Bootstrap } from '@app/accounts';
import { acquireProcessLock } from '@app/event-store';
import { ContractValidationPipe, ErrorFilter } from '@app/http';
import { checkSecretsKey, SecretBox } from '@app/webhooks';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { AppModule } from './app.module';
import { serveApiDocs } from './http/openapi';
import { PinoLogger } from './logging/pino-logger';
import { requestId } from './logging/request-id';
import { logRequests } from './logging/request-log';
import { loadSecretsKey } from './settings/secrets-key';
import type { Settings } from './settings/settings';

const MAX_BODY_BYTES = 1024 * 1024;

/**
 * Makes the server for a database that no other process has, its schema brought up to date.
 * @throws DatabaseInUseError, SettingsError, WrongSecretsKeyError
 */
export async function createApp(settings: Settings, log: Logger): Promise<NestFastifyApplication> {
  const { databasePath } = settings;
  mkdirSync(dirname(databasePath), { recursive: true });
  // Held until the process ends.
  acquireProcessLock(databasePath);
  const module = AppModule.forRoot({
    ...settings,
    secretsKey: settings.secretsKey ?? loadSecretsKey(databasePath),
    announceToken: (accessToken) =>
      log.info({ accessToken }, "The administrator's access token, shown this once"),
  });
  const adapter = new FastifyAdapter({ bodyLimit: MAX_BODY_BYTES, genReqId: requestId });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: new PinoLogger(log),
    abortOnError: false,
  });
  logRequests(app, log);
  app.useGlobalPipes(new ContractValidationPipe());
  app.useGlobalFilters(new ErrorFilter());
  serveApiDocs(app);
  await checkSecretsKey(app.get(DataSource), app.get(SecretBox, { strict: false }));
  await app.init();
  await app.get(Bootstrap).run();
  return app;
}
