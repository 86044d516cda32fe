import { BootstrapTokenTakenError } from '@app/accounts';
import { AttachmentsDirectoryError, PublicUrl } from '@app/attachments';
import { DatabaseInUseError } from '@app/event-store';
import { WrongSecretsKeyError } from '@app/webhooks';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino, type Logger } from 'pino';
import { createApp } from './create-app';
import { readSettings, SettingsError, type Settings } from './settings/settings';

/** Whoever stops a process waits 10 s and then kills it. */
const SHUTDOWN_LIMIT_MS = 9_500;

/** What an operator can mend; the message alone says how. */
const EXPECTED_ERRORS = [
  SettingsError,
  DatabaseInUseError,
  WrongSecretsKeyError,
  BootstrapTokenTakenError,
  AttachmentsDirectoryError,
];

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const log = pino({ level: settings.logLevel });
  const app = await createApp(settings, log);
  stopOnSignals(app, log);
  await listen(app, settings);
  const url = await app.getUrl();
  app.get(PublicUrl, { strict: false }).listensAt(url);
  log.info({ url, docs: `${url}/docs` }, 'Listening');
}

async function listen(app: NestFastifyApplication, { host, port }: Settings): Promise<void> {
  try {
    await app.listen(port, host);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'EADDRINUSE') {
      throw new SettingsError('PORT', String(port), `a free port of ${host}`);
    }
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
      throw new SettingsError('HOST', host, 'an address of this machine');
    }
    if (code === 'EACCES')
      throw new SettingsError('PORT', String(port), 'a port one may listen on');
    throw error;
  }
}

function stopOnSignals(app: NestFastifyApplication, log: Logger): void {
  let stopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'Shutting down');
    setTimeout(() => {
      log.error('The shutdown took too long; what was cut off is done after the next start');
      process.exit(1);
    }, SHUTDOWN_LIMIT_MS).unref();
    app.close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.fatal({ err: error }, 'The shutdown failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch((error: Error) => {
  const expected = EXPECTED_ERRORS.some((kind) => error instanceof kind);
  process.stderr.write(`${expected ? error.message : error.stack}\n`);
  process.exit(1);
});
