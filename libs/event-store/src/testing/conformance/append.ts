import { EventIdTakenError, WrongExpectedVersionError } from '../../errors';
import type { NewEvent } from '../../event';
import type { ExpectedVersion } from '../../event-store';
import type { EventStoreHarness } from '../event-store-harness';
import { added, idsOf, readLog, useHarness, versionsOf } from './fixtures';

export function describeAppend(open: () => Promise<EventStoreHarness>): void {
  const harness = useHarness(open);

  it('keeps every field of an event, whatever the text', async () => {
    const { store, clock } = harness();
    const event: NewEvent = {
      id: 'b9a4c7c0-7d52-4a2e-9a53-0f7b9b8e2f11',
      type: 'MessagePublished',
      schemaVersion: 3,
      data: {
        content: 'Grüße, 你好, مرحبا, 👩‍👩‍👧 "quoted" \\ \n \u0000 \u2028 <b>',
        nested: { list: [1, -0.5, 1e21, Number.MAX_SAFE_INTEGER, null, true, [], {}], empty: '' },
      },
      metadata: {
        accountId: 12,
        actor: { type: 'agent_bot', id: 5 },
        correlationId: 'request-ä',
        causationId: 'f2f1a3a8-1e52-4f0c-8c39-9a4d1c2b3e4f',
        occurredAt: '2025-12-31T23:59:59.999Z',
      },
    };

    const stored = await store.append('conversation-1-42', [event], 'no-stream');

    expect(stored).toEqual([
      {
        ...event,
        stream: 'conversation-1-42',
        version: 1,
        position: expect.any(Number),
        recordedAtMs: clock.nowMs(),
      },
    ]);
    expect(await store.readStream('conversation-1-42')).toEqual(stored);
    expect(await store.readPositions([stored[0]!.position])).toEqual(stored);
    expect(await readLog(store)).toEqual(stored);
  });

  it('keeps the absence of an account, an actor and a cause', async () => {
    const { store } = harness();
    const metadata = {
      accountId: null,
      actor: null,
      correlationId: 'start',
      causationId: null,
      occurredAt: '2026-01-01T00:00:00.000Z',
    };

    await store.append('installation-1', [{ type: 'Started', data: {}, metadata }], 'any');

    expect(await readLog(store)).toMatchObject([{ metadata }]);
  });

  it('makes up ids, and schema version 1, where none are given', async () => {
    const { store } = harness();

    const stored = await store.append('sum-1', [added(1), added(2)], 'any');

    expect(stored).toMatchObject([{ schemaVersion: 1 }, { schemaVersion: 1 }]);
    expect(new Set(idsOf(stored)).size).toBe(2);
    expect(await store.readStream('sum-1')).toEqual(stored);
  });

  it('numbers the events of each stream from 1 and those of the log upwards', async () => {
    const { store } = harness();

    await store.append('sum-1', [added(1), added(1)], 'any');
    await store.append('sum-2', [added(1)], 'any');
    await store.append('sum-1', [added(1)], 'any');

    const log = await readLog(store);
    expect(log.map(({ stream, version }) => [stream, version])).toEqual([
      ['sum-1', 1],
      ['sum-1', 2],
      ['sum-2', 1],
      ['sum-1', 3],
    ]);
    const positions = log.map(({ position }) => position);
    expect(positions).toEqual([...new Set(positions)].toSorted((a, b) => a - b));
  });

  it('appends nothing when given nothing', async () => {
    const { store } = harness();

    expect(await store.append('sum-1', [], 'any')).toEqual([]);

    expect(await store.append('sum-1', [added(1)], 'no-stream')).toHaveLength(1);
  });

  describe('expected versions', () => {
    it.each<[ExpectedVersion, number]>([
      [0, 0],
      ['no-stream', 0],
      ['any', 0],
      [2, 2],
      ['stream-exists', 2],
      ['any', 2],
    ])('%p is met by a stream at version %d', async (expected, actual) => {
      const { store } = harness();
      await store.append(
        'sum-1',
        Array.from({ length: actual }, () => added(1)),
        'any',
      );

      const stored = await store.append('sum-1', [added(1)], expected);

      expect(versionsOf(stored)).toEqual([actual + 1]);
    });

    it.each<[ExpectedVersion, number]>([
      [1, 0],
      ['stream-exists', 0],
      [0, 2],
      [1, 2],
      [3, 2],
      ['no-stream', 2],
    ])('%p refuses a stream at version %d, and nothing is written', async (expected, actual) => {
      const { store } = harness();
      await store.append(
        'sum-1',
        Array.from({ length: actual }, () => added(1)),
        'any',
      );

      const refused = store.append('sum-1', [added(1), added(1)], expected);

      await expect(refused).rejects.toThrow(
        new WrongExpectedVersionError('sum-1', expected, actual),
      );
      await expect(refused).rejects.toMatchObject({ stream: 'sum-1', expected, actual });
      expect(await readLog(store)).toHaveLength(actual);
      expect(versionsOf(await store.append('sum-1', [added(1)], 'any'))).toEqual([actual + 1]);
    });

    it('let one of many win who expect the same', async () => {
      const { store } = harness();

      const results = await Promise.allSettled(
        Array.from({ length: 20 }, () => store.append('sum-1', [added(1)], 0)),
      );

      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(results.filter(({ status }) => status === 'rejected')).toEqual(
        Array.from({ length: 19 }, () =>
          expect.objectContaining({ reason: expect.any(WrongExpectedVersionError) }),
        ),
      );
      expect(await store.readStream('sum-1')).toHaveLength(1);
    });
  });

  describe('event ids', () => {
    it('make a repeated append a success that changes nothing', async () => {
      const { store } = harness();
      const events = [added(1, 'id-1'), added(2, 'id-2')];
      const stored = await store.append('sum-1', events, 'no-stream');
      await store.append('sum-1', [added(3, 'id-3')], 2);

      expect(await store.append('sum-1', events, 'no-stream')).toEqual(stored);

      expect(idsOf(await readLog(store))).toEqual(['id-1', 'id-2', 'id-3']);
    });

    it('make one append of many that arrive together', async () => {
      const { store } = harness();

      const answers = await Promise.all(
        Array.from({ length: 10 }, () => store.append('sum-1', [added(1, 'id-1')], 'no-stream')),
      );

      const log = await readLog(store);
      expect(log).toHaveLength(1);
      expect(answers).toEqual(Array.from({ length: 10 }, () => log));
    });

    it.each([
      ['of another stream', 'sum-2', [added(1, 'id-1')], 'id-1'],
      ['that are only partly there', 'sum-1', [added(2, 'id-2'), added(3, 'id-3')], 'id-2'],
      ['beside an event without one', 'sum-1', [added(2, 'id-2'), added(3)], 'id-2'],
      ['given twice', 'sum-1', [added(3, 'id-3'), added(4, 'id-3')], 'id-3'],
    ])('%s are refused, and nothing is written', async (_case, stream, events, eventId) => {
      const { store } = harness();
      await store.append('sum-1', [added(1, 'id-1'), added(2, 'id-2')], 'any');

      const refused = store.append(stream, events, 'any');

      await expect(refused).rejects.toThrow(new EventIdTakenError(eventId));
      expect(idsOf(await readLog(store))).toEqual(['id-1', 'id-2']);
    });
  });

  describe('listeners', () => {
    it('hear of appends and commands once these can be read', async () => {
      const { store } = harness();
      const heard = new Promise<number>((resolve, reject) => {
        store.onAppended(() => {
          readLog(store).then((log) => resolve(log.length), reject);
        });
      });

      await store.append('sum-1', [added(1)], 'any');

      expect(await heard).toBe(1);
    });

    it('hear nothing more after they have left', async () => {
      const { store } = harness();
      const left = jest.fn();
      store.onAppended(left)();
      const heard = new Promise<void>((resolve) => store.onAppended(resolve));

      await store.append('sum-1', [added(1)], 'any');
      await heard;

      expect(left).not.toHaveBeenCalled();
    });
  });
}
