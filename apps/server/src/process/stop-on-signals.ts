import type { Logger } from 'pino';

/** Whoever stops a process waits 10 s and then kills it. */
const SHUTDOWN_LIMIT_MS = 9_500;

/** Ends the process on SIGTERM and SIGINT, once `close` has finished what is under way. */
export function stopOnSignals(close: () => Promise<void>, log: Logger): void {
  let stopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'Shutting down');
    setTimeout(() => {
      log.error('The shutdown took too long; what was cut off is done after the next start');
      process.exit(1);
    }, SHUTDOWN_LIMIT_MS).unref();
    close().then(
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
