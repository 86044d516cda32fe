import { Bootstrap } from '@app/accounts';
import { registerAttachments } from '@app/attachments';
import { ContractValidationPipe, ErrorFilter, tellBeforeAnswers } from '@app/http';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { AppModule } from './app.module';
import { serveDashboard } from './dashboard/serve-dashboard';
import { openDatabase } from './database/open-database';
import { closeUnusedConnections } from './http/close-connections';
import { allowCrossOrigin } from './http/cross-origin';
import { takeJsonBodies } from './http/json-bodies';
import { serveApiDocs } from './http/openapi';
import { PinoLogger } from './logging/pino-logger';
import { requestId } from './logging/request-id';
import { logRequests } from './logging/request-log';
import type { Settings } from './settings/settings';

const MAX_BODY_BYTES = 1024 * 1024;
/** A source id of 255 characters of three bytes each, three characters a byte in a URL. */
const MAX_PARAM_LENGTH = 255 * 3 * 3;

/**
 * Makes the server on its database, the schema brought up to date, its first account there.
 * @throws AttachmentsDirectoryError, BootstrapTokenTakenError, DatabaseInUseError, SettingsError, WrongSecretsKeyError
 */
export function createApp(settings: Settings, log: Logger): Promise<NestFastifyApplication> {
  return openDatabase(settings, log, async (opened) => {
    const app = await createNestApp(opened, log);
    logRequests(app, log);
    closeUnusedConnections(app);
    allowCrossOrigin(app);
    app.useGlobalPipes(new ContractValidationPipe());
    app.useGlobalFilters(new ErrorFilter());
    serveApiDocs(app);
    serveDashboard(app, log);
    await app.init();
    await app.get(Bootstrap).run();
    return app;
  });
}

function createNestApp(settings: Settings, log: Logger): Promise<NestFastifyApplication> {
  const module = AppModule.forRoot(settings, log);
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
  tellBeforeAnswers(adapter.getInstance());
  return NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: new PinoLogger(log),
    abortOnError: false,
    bodyParser: false,
  });
}
