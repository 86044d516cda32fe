import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Bootstrap, type TokenOwner } from '@app/accounts';
import { registerAttachments } from '@app/attachments';
import { Database, acquireProcessLock, Clock, sqliteErrorCode } from '@app/event-store';
import { ContractValidationPipe, ErrorFilter } from '@app/http';
import { SecretBox } from '@app/secrets';
import { checkSecretsKey } from '@app/webhooks';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { AppModule } from './app.module';
import { closeUnusedConnections } from './http/close-connections';
import { allowCrossOrigin } from './http/cross-origin';
import { takeJsonBodies } from './http/json-bodies';
import { serveApiDocs } from './http/openapi';
import { PinoLogger } from './logging/pino-logger';
import { requestId } from './logging/request-id';
import { logRequests } from './logging/request-log';
import { loadSecretsKey } from './settings/secrets-key';
import { SettingsError, type Settings } from './settings/settings';

const MAX_BODY_BYTES = 1024 * 1024;
/** A source id of 255 characters of three bytes each, three characters a byte in a URL. */
const MAX_PARAM_LENGTH = 255 * 3 * 3;

/** Where the log has a token that was made. */
const TOKEN_FIELDS: Record<TokenOwner, string> = {
  administrator: 'accessToken',
  platform: 'platformAccessToken',
};

/**
 * Makes the server for a database that no other process has, its schema brought up to date.
 * @throws AttachmentsDirectoryError, BootstrapTokenTakenError, DatabaseInUseError, SettingsError, WrongSecretsKeyError
 */
export async function createApp(settings: Settings, log: Logger): Promise<NestFastifyApplication> {
  const app = await openDatabase(settings, log);
  const secretBox = app.get(SecretBox, { strict: false });
  await checkSecretsKey(app.get(Database), secretBox, app.get(Clock, { strict: false }));
  logRequests(app, log);
  closeUnusedConnections(app);
  allowCrossOrigin(app);
  app.useGlobalPipes(new ContractValidationPipe());
  app.useGlobalFilters(new ErrorFilter());
  serveApiDocs(app);
  await app.init();
  await app.get(Bootstrap).run();
  return app;
}

/** Whatever keeps the database's file from being opened is the setting's fault. */
async function openDatabase(settings: Settings, log: Logger): Promise<NestFastifyApplication> {
  const { databasePath } = settings;
  try {
    mkdirSync(dirname(databasePath), { recursive: true });
    const path = followLinks(databasePath);
    acquireProcessLock(path);
    return await createNestApp({ ...settings, databasePath: path }, log);
  } catch (error) {
    if (!isFileError(error)) throw error;
    throw new SettingsError(
      'DATABASE_URL',
      `sqlite:${databasePath}`,
      `a SQLite database or a place where one can be made (${error.message})`,
    );
  }
}

function createNestApp(settings: Settings, log: Logger): Promise<NestFastifyApplication> {
  const module = AppModule.forRoot({
    ...settings,
    secretsKey: settings.secretsKey ?? loadSecretsKey(settings.databasePath),
    // Whatever the log's level: it is nowhere else to be read.
    announceToken: (token, owner) =>
      log
        .child({}, { level: 'info' })
        .info({ [TOKEN_FIELDS[owner]]: token }, `The ${owner}'s access token, shown this once`),
  });
  const adapter = new FastifyAdapter({
    bodyLimit: MAX_BODY_BYTES,
    genReqId: requestId,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: MAX_PARAM_LENGTH },
    // What is no request at all never reaches the error filter.
    frameworkErrors: (error: FastifyError, _request: FastifyRequest, reply: FastifyReply) => {
      void reply.status(error.statusCode ?? 400).send({ error: error.message });
    },
  });
  takeJsonBodies(adapter.getInstance());
  registerAttachments(adapter.getInstance());
  return NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: new PinoLogger(log),
    abortOnError: false,
    bodyParser: false,
  });
}

/** One name for one database, so that its lock and its key are one as well. */
function followLinks(path: string): string {
  return existsSync(path) ? realpathSync(path) : join(realpathSync(dirname(path)), basename(path));
}

function isFileError(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const onFile = 'syscall' in error && 'path' in error;
  return onFile || sqliteErrorCode(error) !== undefined;
}
