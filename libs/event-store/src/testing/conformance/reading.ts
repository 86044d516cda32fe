import { BEGINNING } from '../../event-store';
import type { EventStoreHarness } from '../event-store-harness';
import { added, idsOf, readLog, useHarness, versionsOf } from './fixtures';

export function describeReading(open: () => Promise<EventStoreHarness>): void {
  const harness = useHarness(open);

  it('finds no events where there are none', async () => {
    const { store } = harness();

    expect(await store.readStream('sum-1')).toEqual([]);
    expect(await store.readStreamBackwards('sum-1')).toEqual([]);
    expect(await store.readPositions([])).toEqual([]);
    expect(await store.readPositions([1, 2])).toEqual([]);
    expect((await store.readBatch(BEGINNING, 10)).events).toEqual([]);
  });

  it.each([
    [undefined, [1, 2, 3, 4, 5]],
    [{ fromVersion: 3 }, [3, 4, 5]],
    [{ limit: 2 }, [1, 2]],
    [{ fromVersion: 2, limit: 2 }, [2, 3]],
    [{ fromVersion: 5, limit: 9 }, [5]],
    [{ fromVersion: 6 }, []],
  ])('gives of a stream, with options %j, the versions %j', async (options, versions) => {
    const { store } = harness();
    await store.append('sum-10', [added(1)], 'any');
    await store.append(
      'sum-1',
      Array.from({ length: 5 }, () => added(1)),
      'any',
    );

    const events = await store.readStream('sum-1', options);

    expect(versionsOf(events)).toEqual(versions);
    expect(events.every(({ stream }) => stream === 'sum-1')).toBe(true);
  });

  it.each([
    [undefined, [5, 4, 3, 2, 1]],
    [{ beforeVersion: 4 }, [3, 2, 1]],
    [{ limit: 2 }, [5, 4]],
    [{ beforeVersion: 4, limit: 2 }, [3, 2]],
    [{ beforeVersion: 9, limit: 9 }, [5, 4, 3, 2, 1]],
    [{ beforeVersion: 1 }, []],
  ])('gives of a stream backwards, with options %j, the versions %j', async (options, versions) => {
    const { store } = harness();
    await store.append('sum-10', [added(1)], 'any');
    const five = Array.from({ length: 5 }, (_, n) => added(n));
    const stored = await store.append('sum-1', five, 'any');

    expect(await store.readStreamBackwards('sum-1', options)).toEqual(
      versions.map((version) => stored[version - 1]),
    );
  });

  it('gives the whole log, once and in order, in batches of any size', async () => {
    const { store } = harness();
    const ids = Array.from({ length: 30 }, (_, n) => `id-${n}`);
    for (const [n, id] of ids.entries()) await store.append(`sum-${n % 4}`, [added(n, id)], 'any');

    for (const batchSize of [1, 7, 30, 100]) {
      expect(idsOf(await readLog(store, { batchSize }))).toEqual(ids);
    }
    expect((await store.readBatch(BEGINNING, 7)).events).toHaveLength(7);
  });

  it('goes on at the end of the log once there is more', async () => {
    const { store } = harness();
    await store.append('sum-1', [added(1, 'id-1')], 'any');
    const { checkpoint } = await store.readBatch(BEGINNING, 10);

    const atTheEnd = await store.readBatch(checkpoint, 10);
    expect(atTheEnd.events).toEqual([]);
    await store.append('sum-1', [added(2, 'id-2')], 'any');

    expect(idsOf((await store.readBatch(atTheEnd.checkpoint, 10)).events)).toEqual(['id-2']);
  });

  it('keeps a checkpoint valid over a restart', async () => {
    await harness().store.append('sum-1', [added(1, 'id-1'), added(2, 'id-2')], 'any');
    const { checkpoint } = await harness().store.readBatch(BEGINNING, 1);
    await harness().reopen();

    expect(idsOf(await readLog(harness().store, { after: checkpoint }))).toEqual(['id-2']);
  });

  /** Of accounts 1 and 2 in turn, and some of none. */
  const fill = async () => {
    const { store } = harness();
    const stored = [];
    for (const [n, accountId] of [1, 2, null, 1, 2, 1, null, 1].entries()) {
      const event = added(n);
      const metadata = { ...event.metadata, accountId };
      stored.push(...(await store.append(`sum-${n}`, [{ ...event, metadata }], 'any')));
    }
    return {
      ofOne: stored.filter(({ metadata }) => metadata.accountId === 1),
      ofTwo: stored.filter(({ metadata }) => metadata.accountId === 2),
    };
  };

  describe('of one account', () => {
    const LIMIT = 100;

    it('gives the events from a position on, in the order of the log', async () => {
      const { store } = harness();
      const { ofOne, ofTwo } = await fill();

      expect(await store.readAccount(1, { fromPosition: 1, limit: LIMIT })).toEqual(ofOne);
      expect(await store.readAccount(2, { fromPosition: 1, limit: 1 })).toEqual(ofTwo.slice(0, 1));
      const from = ofOne[1]!.position;
      expect(await store.readAccount(1, { fromPosition: from, limit: LIMIT })).toEqual(
        ofOne.slice(1),
      );
      expect(await store.readAccount(1, { fromPosition: from + 1, limit: LIMIT })).toEqual(
        ofOne.slice(2),
      );
      expect(await store.readAccount(3, { fromPosition: 1, limit: LIMIT })).toEqual([]);
    });

    it('gives the events before a position, newest first', async () => {
      const { store } = harness();
      const { ofOne, ofTwo } = await fill();
      const end = Number.MAX_SAFE_INTEGER;

      expect(await store.readAccountBackwards(1, { beforePosition: end, limit: LIMIT })).toEqual(
        ofOne.toReversed(),
      );
      expect(await store.readAccountBackwards(2, { beforePosition: end, limit: 1 })).toEqual(
        ofTwo.slice(-1),
      );
      const before = ofOne[2]!.position;
      expect(await store.readAccountBackwards(1, { beforePosition: before, limit: LIMIT })).toEqual(
        ofOne.slice(0, 2).toReversed(),
      );
      expect(await store.readAccountBackwards(3, { beforePosition: end, limit: LIMIT })).toEqual(
        [],
      );
    });
  });

  it('has no last position while it is empty, and then that of the newest event', async () => {
    const { store } = harness();
    expect(await store.lastPosition()).toBe(0);
    await store.append('sum-1', [added(1), added(2)], 'any');
    const [newest] = await store.append('sum-2', [added(3)], 'any');

    expect(await store.lastPosition()).toBe(newest!.position);
  });

  it('finds the first event that was not recorded before a time', async () => {
    const { store, clock } = harness();
    const startMs = clock.nowMs();
    expect(await store.positionAt(startMs)).toBe(1);
    const positions: number[] = [];
    // Several at some times, none at others.
    for (const count of [1, 3, 0, 2, 1, 0, 5]) {
      const events = Array.from({ length: count }, (_, n) => added(n));
      const stored = count > 0 ? await store.append('sum-1', events, 'any') : [];
      positions.push(stored[0]?.position ?? NaN);
      clock.advance(1_000);
    }
    const end = (await store.lastPosition()) + 1;
    const [first, second, , fourth, fifth, , seventh] = positions;

    for (const [sinceStartMs, position] of [
      [-1, first],
      [0, first],
      [1, second],
      [1_000, second],
      [1_001, fourth],
      [2_000, fourth],
      [3_000, fourth],
      [3_001, fifth],
      [5_000, seventh],
      [6_000, seventh],
      [6_001, end],
    ] as const) {
      expect(await store.positionAt(startMs + sinceStartMs)).toBe(position);
    }
  });

  it('gives the events at given positions in ascending order, each once', async () => {
    const { store } = harness();
    const stored = await store.append(
      'sum-1',
      Array.from({ length: 5 }, () => added(1)),
      'any',
    );
    const [first, , third, , fifth] = stored.map(({ position }) => position);

    const events = await store.readPositions([fifth!, first!, third!, first!, fifth! + 1_000]);

    expect(events).toEqual([stored[0], stored[2], stored[4]]);
  });
}
