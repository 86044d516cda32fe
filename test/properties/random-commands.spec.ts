import * as fc from 'fast-check';
import { expectChangesToldOnce } from './checks/conversations';
import { expectDeliveredOnce } from './checks/deliveries';
import {
  expectReadModelsToBeFolds,
  expectReadModelsToBeRebuilt,
  expectSnapshotsToBeFolds,
} from './checks/folds';
import { expectValidPayloads } from './checks/payloads';
import { FIRST_ACTS } from './support/first-acts';
import { Run } from './support/run';
import { type Step, steps } from './support/steps';
import { System } from './support/system';

/** `npm run test:soak` makes 300. */
const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 20);
const STEPS = 100;
/** A run's share of the limit, on a machine busy with other tests. */
const RUN_LIMIT_MS = 30_000;
/** How long a failure is made smaller; what is found by then is told. */
const SHRINKING_MS = 60_000;

/** One for all: `npm test` fails for what was changed. The soak says `random` and looks further. */
const seed = process.env['PROPERTY_SEED'] ?? '1';
const path = process.env['PROPERTY_PATH'];

/** Without a bias to short ones, in which little happens. */
const sequences = fc.noBias(fc.array(steps, { minLength: 1, maxLength: STEPS, size: 'max' }));

/** Gives the commands one after the other, and then looks at all that came of them. */
async function play(sequence: readonly Step[]): Promise<void> {
  const system = await System.open();
  try {
    const run = new Run(system);
    await run.begin();
    for (const act of FIRST_ACTS) await run.perform([act]);
    for (const step of sequence) await step.take(run);
    await system.drain();
    const { events } = await system.store.readBatch('', 100_000);
    await system.restart();
    const { events: afterwards } = await system.store.readBatch('', 100_000);
    // What memory had, shared with all that read it, is what the database has.
    expect(events).toStrictEqual(afterwards);
    expectValidPayloads(events, afterwards);
    expectDeliveredOnce(run, afterwards);
    expectChangesToldOnce(afterwards);
    expectSnapshotsToBeFolds(system, afterwards);
    await expectReadModelsToBeFolds(system, afterwards);
    await expectReadModelsToBeRebuilt(system);
    expect(system.loggedErrors).toEqual([]);
  } finally {
    await system.close();
  }
}

/**
 * Once something has failed for long enough, all else passes, and so the smallest failure is told. So
 * does all else once the sequence that a path names has passed.
 */
function untilShrunk(check: (sequence: readonly Step[]) => Promise<void>): typeof check {
  let endsAtMs = Infinity;
  return async (sequence) => {
    if (Date.now() > endsAtMs) return;
    try {
      await check(sequence);
      if (path !== undefined) endsAtMs = 0;
    } catch (error) {
      endsAtMs = Math.min(endsAtMs, Date.now() + SHRINKING_MS);
      throw error;
    }
  };
}

describe('whatever commands are given, in whatever order', () => {
  it(
    'the log tells all of it, and each who wanted an event got it once',
    () =>
      fc.assert(fc.asyncProperty(sequences, untilShrunk(play)), {
        numRuns: RUNS,
        ...(seed !== 'random' && { seed: Number(seed) }),
        ...(path !== undefined && { path }),
      }),
    RUNS * RUN_LIMIT_MS + SHRINKING_MS,
  );
});
