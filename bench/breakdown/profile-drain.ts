import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SecretBox } from '@app/secrets';
import type { RowContext } from '../row';
import { untilRecorded } from '../support/recorded-deliveries';
import { freePort, startServer } from '../support/server';
import { expectRequests, startSink } from '../support/sink';
import { storeEvents } from '../support/stored-events';
import { type Breakdown, breakDown } from './break-down';
import type { CpuProfile } from './cpu-profile';

/** Finer than V8's own millisecond, of which a delivery takes a fraction. */
const SAMPLE_EVERY_MICROS = 200;
const THREAD_OF_FILE = /\.(\d+)\.\d+\.cpuprofile$/;

/**
 * Drains stored events to one webhook under the CPU profiler: what each thread of the server does
 * from the first POST to the last. The profiler itself makes all of it somewhat slower.
 */
export async function profileDrain(context: RowContext): Promise<Breakdown[]> {
  const { workspace, quick, progress } = context;
  const events = quick ? 5_000 : 40_000;
  const secretsKey = SecretBox.makeKey();
  const port = await freePort();
  const database = join(workspace.folder(), 'hoory.db');
  progress(`storing ${events} events`);
  await storeEvents({
    database: { kind: 'sqlite', path: database },
    secretsKey,
    webhookUrls: [`http://127.0.0.1:${port}/webhooks`],
    events,
  });
  const sink = await startSink(workspace, port);
  await expectRequests(sink, events);
  const [first, complete] = [sink.receive('first'), sink.receive('complete')];
  const profiles = join(workspace.folder(), 'profiles');
  mkdirSync(profiles);
  progress('delivering them');
  const server = startServer(workspace, {
    database,
    secretsKey,
    nodeOptions: [
      '--cpu-prof',
      `--cpu-prof-dir=${profiles}`,
      `--cpu-prof-interval=${SAMPLE_EVERY_MICROS}`,
    ],
  });
  await first;
  const fromMicros = clockMicros();
  await complete;
  const toMicros = clockMicros();
  await untilRecorded(database, events);
  await server.stop();
  progress('reading the profiles');
  return readProfiles(profiles).map(({ thread, profile }) =>
    breakDown(thread, profile, { fromMicros, toMicros }, events),
  );
}

/** The machine's, which V8 takes the time of its samples from as well. */
function clockMicros(): number {
  return Number(process.hrtime.bigint() / 1_000n);
}

/** One a thread, the main one first. */
function readProfiles(folder: string): { thread: string; profile: CpuProfile }[] {
  return readdirSync(folder)
    .map((file) => ({ number: Number(THREAD_OF_FILE.exec(file)?.[1]), file }))
    .toSorted((one, other) => one.number - other.number)
    .map(({ number, file }) => ({
      thread: number === 0 ? 'the main thread' : `thread ${number}`,
      profile: JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile,
    }));
}
