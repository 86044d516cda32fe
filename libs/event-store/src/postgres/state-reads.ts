import type { StreamRef } from '../event-store';

interface Reading<Entry> {
  readonly ref: StreamRef<unknown>;
  readonly entry: Promise<Entry | undefined>;
  readonly resolve: (entry: Entry | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Reads of states that are asked for in one turn of the event loop, by whomever: one round trip for all,
 * and one row for a stream that several ask for, such as the account that they all are of.
 */
export class StateReads<Entry> {
  private asked = new Map<string, Reading<Entry>>();

  /** @param load reads states of different streams, in the order asked for */
  constructor(
    private readonly load: (
      refs: readonly StreamRef<unknown>[],
    ) => Promise<readonly (Entry | undefined)[]>,
  ) {}

  read(ref: StreamRef<unknown>): Promise<Entry | undefined> {
    const key = `${ref.decider.stateSchema} ${ref.stream}`;
    let reading = this.asked.get(key);
    if (!reading) {
      if (this.asked.size === 0) setImmediate(() => void this.readAll());
      reading = begin(ref);
      this.asked.set(key, reading);
    }
    return reading.entry;
  }

  private async readAll(): Promise<void> {
    const readings = [...this.asked.values()];
    this.asked = new Map();
    try {
      const entries = await this.load(readings.map(({ ref }) => ref));
      for (const [index, { resolve }] of readings.entries()) resolve(entries[index]);
    } catch (error) {
      for (const { reject } of readings) reject(error);
    }
  }
}

function begin<Entry>(ref: StreamRef<unknown>): Reading<Entry> {
  let resolve!: Reading<Entry>['resolve'];
  let reject!: Reading<Entry>['reject'];
  const entry = new Promise<Entry | undefined>((done, failed) => {
    resolve = done;
    reject = failed;
  });
  return { ref, entry, resolve, reject };
}
