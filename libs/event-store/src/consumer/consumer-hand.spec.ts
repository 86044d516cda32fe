import type { StoredEvent } from '../event';
import { appendNumbered, records, settle, useConsumer } from '../testing/consumer-harness';
import type { BatchInHand } from './batch-in-hand';

/** A batch that waits until it is told to settle. */
class OpenBatch implements BatchInHand {
  readonly weight = 1;
  isSettled = false;
  fate: 'committed' | 'dropped' | undefined;
  hastened = false;
  roomNeeded = false;
  readonly settled: Promise<void>;
  private resolve!: () => void;

  constructor(
    readonly events: number,
    readonly statements: BatchInHand['statements'],
  ) {
    this.settled = new Promise((resolve) => (this.resolve = resolve));
  }

  settle(): void {
    this.isSettled = true;
    this.resolve();
  }

  needRoom(): void {
    this.roomNeeded = true;
  }

  hasten(): void {
    this.hastened = true;
    this.settle();
  }

  committed(): void {
    this.fate = 'committed';
  }

  dropped(): void {
    this.fate = 'dropped';
    this.settle();
  }
}

describe('Consumer, with batches in hand that are not settled', () => {
  const fixture = useConsumer();
  let batches: OpenBatch[];
  let cautious: boolean[];
  /** How many events a batch takes of what it is given. */
  let take: number;

  beforeEach(() => {
    batches = [];
    cautious = [];
    take = Infinity;
    const handle = (events: readonly StoredEvent[], isCautious: boolean): OpenBatch => {
      const taken = events.slice(0, take);
      const batch = new OpenBatch(taken.length, () => fixture.recorder.record(taken));
      batches.push(batch);
      cautious.push(isCautious);
      return batch;
    };
    jest.spyOn(fixture.recorder, 'handle').mockImplementation(handle as never);
  });
  const read = async (events: number): Promise<void> => {
    await appendNumbered(fixture.harness.store, 1, events);
    fixture.consumer.wake();
    await settle();
  };
  /** Two batches, of which the first cannot be committed. */
  const readAndFail = async (): Promise<void> => {
    await read(6);
    jest
      .spyOn(fixture.harness.store, 'commitBatch')
      .mockRejectedValueOnce(new Error('Out of luck'));
    batches[0]!.settle();
    await settle();
  };
  const fates = () => batches.map(({ fate }) => fate);

  it('tells what is in hand where there is no room for more', async () => {
    await read(3);
    expect(batches.map(({ roomNeeded }) => roomNeeded)).toEqual([false]);
    await read(6);

    expect(batches.map(({ roomNeeded }) => roomNeeded)).toEqual([true, true]);
  });

  it('reads on while there is room, and no further', async () => {
    await read(9);

    expect(batches.map(({ events }) => events)).toEqual([3, 3]);
    expect(await fixture.readRecords()).toEqual([]);

    batches[0]!.settle();
    await settle();

    expect(batches.map(({ events }) => events)).toEqual([3, 3, 3]);
    expect(await fixture.readRecords()).toEqual(records(3));
  });

  it('commits in the order of the log, whichever settles first', async () => {
    await read(6);

    batches[1]!.settle();
    await settle();
    expect(fates()).toEqual([undefined, undefined]);
    expect(await fixture.readRecords()).toEqual([]);

    batches[0]!.settle();
    await settle();
    expect(fates()).toEqual(['committed', 'committed']);
    expect(await fixture.readRecords()).toEqual(records(6));
  });

  it('hands in again what a batch left, with a checkpoint behind what it took', async () => {
    take = 2;
    await read(3);
    batches[0]!.settle();
    await settle();
    await fixture.restart();
    jest.restoreAllMocks();

    fixture.consumer.wake();
    await settle();

    expect(batches.map(({ events }) => events)).toEqual([2, 1]);
    expect(await fixture.readRecords()).toEqual(records(3));
  });

  it('hastens what is in hand when it stops, and commits it', async () => {
    await read(6);

    await fixture.consumer.stop();

    expect(batches.map(({ hastened }) => hastened)).toEqual([true, true]);
    expect(await fixture.readRecords()).toEqual(records(6));
  });

  it('after a failure drops all of it, and is cautious until it has come past that', async () => {
    await readAndFail();
    expect(fates()).toEqual(['dropped', 'dropped']);

    await appendNumbered(fixture.harness.store, 7, 12);
    await jest.advanceTimersByTimeAsync(100);
    for (let settled = 2; settled < 6; settled++) {
      await settle();
      batches[settled]!.settle();
    }
    await settle();

    expect(cautious).toEqual([false, false, true, true, true, false]);
    expect(await fixture.readRecords()).toEqual(records(12));
  });

  it('has one batch in hand at a time while it is cautious', async () => {
    await readAndFail();

    await jest.advanceTimersByTimeAsync(100);
    await settle();

    expect(fates()).toEqual(['dropped', 'dropped', undefined]);
  });
});
