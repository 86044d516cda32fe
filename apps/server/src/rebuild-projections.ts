import { constants } from 'node:os';
import { ProjectionBusyError, ProjectionFailedError } from '@app/event-store';
import { PROJECTIONS } from './database/projections';
import { openRebuilds, type Rebuilds } from './rebuild/open-rebuilds';
import { ProgressDisplay } from './progress/progress-display';
import { readArguments } from './rebuild/rebuild-arguments';
import { RebuildError } from './rebuild/rebuild-error';
import { readDatabase } from './settings/database-setting';
import { SettingsError } from './settings/settings-error';

/** Whose message alone says what to do. */
const EXPECTED_ERRORS = [RebuildError, SettingsError, ProjectionBusyError, ProjectionFailedError];

/** @returns the exit code */
async function main(): Promise<number> {
  const wanted = readArguments(
    process.argv.slice(2),
    PROJECTIONS.map(({ name }) => name),
  );
  if (wanted === 'list') {
    for (const { name, tables } of PROJECTIONS) {
      process.stdout.write(`${name} (${tables.join(', ')})\n`);
    }
    return 0;
  }
  const stop = stopSignal();
  const rebuilds = await openRebuilds(readDatabase(process.env));
  try {
    for (const name of wanted) {
      if (stop.by === undefined) await rebuild(rebuilds, name, stop);
    }
  } finally {
    await rebuilds.close();
  }
  // As shells tell of a process that a signal ended.
  return stop.by === undefined ? 0 : 128 + constants.signals[stop.by];
}

async function rebuild(rebuilds: Rebuilds, name: string, stop: StopSignal): Promise<void> {
  const startedMs = performance.now();
  const display = new ProgressDisplay(name, 'events', process.stderr);
  let events = 0;
  try {
    for await (const progress of rebuilds.rebuild(name)) {
      display.show({ done: progress.position, total: progress.lastPosition });
      events = progress.position;
      if (stop.by !== undefined) return;
    }
  } finally {
    display.close();
  }
  const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
  process.stdout.write(
    `${name}: made anew from ${events.toLocaleString('en')} events in ${seconds} s\n`,
  );
}

interface StopSignal {
  readonly by: NodeJS.Signals | undefined;
}

/** A rebuild is left between two chunks, so that it tidies up. */
function stopSignal(): StopSignal {
  const stop: { by: NodeJS.Signals | undefined } = { by: undefined };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stop.by = signal;
    });
  }
  return stop;
}

main().then(
  (exitCode) => process.exit(exitCode),
  (error: Error) => {
    const expected = EXPECTED_ERRORS.some((kind) => error instanceof kind);
    process.stderr.write(`${expected ? error.message : error.stack}\n`);
    process.exit(1);
  },
);
