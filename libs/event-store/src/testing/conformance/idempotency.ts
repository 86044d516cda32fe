import { IdempotencyConflictError } from '../../errors';
import type { CommandMetadata } from '../../event-store';
import { stepOf, withoutKey } from '../../idempotency/command-keys';
import { IDEMPOTENCY_WINDOW_MS } from '../../idempotency/idempotency-keys';
import { Refusal } from '../../refusal';
import type { EventStoreHarness } from '../event-store-harness';
import { add, added, adder, commandMetadata, readLog, useHarness, versionsOf } from './fixtures';

function under(key: string, fingerprint = `print of ${key}`): CommandMetadata {
  return { ...commandMetadata, idempotency: { key, fingerprint } };
}

export function describeIdempotency(open: () => Promise<EventStoreHarness>): void {
  const harness = useHarness(open);
  const addUnder = (key: string, amount: number, stream = 'sum-1') =>
    add(harness().store, stream, amount, under(key));
  /** A command on a stream that is named by a number drawn for it, as its actor is. */
  const createUnder = (key: string) =>
    harness().store.handle(adder, {
      stream: (id) => `sum-${id('sum')}`,
      metadata: (id) => ({ ...under(key), actor: { type: 'contact', id: id('sum') } }),
      command: ({ id }) => id('sum') * 10,
    });

  it('is answered with the events and the state of the first time', async () => {
    const first = await addUnder('a', 5);
    await add(harness().store, 'sum-1', 100);

    expect(await addUnder('a', 5)).toEqual(first);
    expect(await readLog(harness().store)).toHaveLength(2);
    expect(await harness().store.readState({ stream: 'sum-1', decider: adder })).toEqual({
      total: 105,
    });
  });

  it('is not decided, however the rules and the state have changed', async () => {
    const first = await addUnder('a', 5);
    const request = {
      stream: 'sum-1',
      metadata: under('a'),
      command: () => {
        throw Refusal.notFound();
      },
    };

    expect(await harness().store.handle(adder, request)).toEqual(first);
  });

  it('is answered with all of the events that it decided, and no others', async () => {
    const { store } = harness();
    await add(store, 'sum-1', 1);
    const twice = {
      ...adder,
      decide: (amount: number) => [...adder.decide(amount, adder.initialState), added(100)],
    };
    const request = { stream: 'sum-1', metadata: under('a'), command: () => 1 };
    const first = await store.handle(twice, request);
    await add(store, 'sum-1', 1);

    const repeated = await store.handle(twice, request);

    expect(versionsOf(repeated.events)).toEqual([2, 3]);
    expect(repeated).toEqual(first);
    expect(repeated.state).toEqual({ total: 102 });
  });

  it('draws no number for the name of its stream', async () => {
    const first = await createUnder('a');

    expect(await createUnder('a')).toEqual(first);
    expect((await createUnder('b')).events).toMatchObject([{ stream: 'sum-2' }]);
  });

  it('happens once where both come at once, be it in one commit', async () => {
    const handled = await Promise.all([createUnder('a'), createUnder('a'), createUnder('a')]);

    expect(handled).toEqual([handled[0], handled[0], handled[0]]);
    expect(await readLog(harness().store)).toHaveLength(1);
  });

  it('is known again after a restart, whether or not it was ever answered', async () => {
    const created = await createUnder('a');
    const first = await addUnder('b', 5);
    await add(harness().store, 'sum-1', 100);
    await harness().reopen();

    expect(await createUnder('a')).toEqual(created);
    expect(await addUnder('b', 5)).toEqual(first);
  });

  it('is refused where the key stands for another request', async () => {
    const { store } = harness();
    await addUnder('a', 5);

    await expect(add(store, 'sum-1', 6, under('a', 'another print'))).rejects.toThrow(
      new IdempotencyConflictError(),
    );

    expect(await readLog(store)).toHaveLength(1);
  });

  it('is known by a fingerprint of before', async () => {
    const { store } = harness();
    const first = await add(store, 'sum-1', 5, under('a', 'older print'));
    const now = under('a', 'newer print').idempotency!;
    const olderFingerprints = ['print between', 'older print'];

    const metadata = { ...commandMetadata, idempotency: { ...now, olderFingerprints } };
    expect(await add(store, 'sum-1', 5, metadata)).toEqual(first);
    await expect(add(store, 'sum-1', 5, { ...commandMetadata, idempotency: now })).rejects.toThrow(
      new IdempotencyConflictError(),
    );
  });

  it('is another command under another key', async () => {
    await addUnder('a', 5);

    expect(await addUnder('b', 5)).toMatchObject({
      events: [{ version: 2 }],
      state: { total: 10 },
    });
  });

  it.each([
    ['was refused', -1],
    ['decided nothing', 0],
  ])('is decided where the first %s', async (_, amount) => {
    await addUnder('a', amount).catch(() => {});

    expect(await addUnder('a', 5)).toMatchObject({ events: [{ version: 1 }], state: { total: 5 } });
  });

  it('is decided where a projection refused the first', async () => {
    const { store, sql } = harness();
    await sql('CREATE TABLE amounts (amount INTEGER UNIQUE)');
    store.addProjection({
      name: 'amounts',
      tables: ['amounts'],
      project: ({ data }) => [
        {
          sql: 'INSERT INTO amounts VALUES (?)',
          params: [(data as { amount: number }).amount],
        },
      ],
    });
    await add(store, 'sum-1', 5);

    await expect(addUnder('a', 5)).rejects.toThrow('Not unique');

    expect((await addUnder('a', 6)).state).toEqual({ total: 11 });
  });

  it('is known for 24 hours and new after them', async () => {
    const { clock } = harness();
    const first = await addUnder('a', 5);

    clock.advance(IDEMPOTENCY_WINDOW_MS - 1);
    expect(await addUnder('a', 5)).toEqual(first);
    clock.advance(1);
    const second = await add(harness().store, 'sum-1', 7, under('a', 'another print'));
    expect(second).toMatchObject({ events: [{ version: 2 }], state: { total: 12 } });
    clock.advance(IDEMPOTENCY_WINDOW_MS - 1);
    expect(await add(harness().store, 'sum-1', 7, under('a', 'another print'))).toEqual(second);
  });

  it('is remembered by no event', async () => {
    const { events } = await addUnder('a', 5);

    expect(events[0]!.metadata).toEqual({
      ...commandMetadata,
      causationId: null,
      occurredAt: expect.any(String),
    });
    expect(await harness().store.readStream('sum-1')).toEqual(events);
  });

  describe('of a request that has several', () => {
    it('is known by its step', async () => {
      const { store } = harness();
      const request = async () => [
        await add(store, 'sum-1', 1, stepOf(under('a'), 'first')),
        await add(store, 'sum-1', 2, stepOf(under('a'), 'second')),
      ];

      const first = await request();

      expect(await request()).toEqual(first);
      expect(versionsOf(await store.readStream('sum-1'))).toEqual([1, 2]);
    });

    it('goes on where the first time ended', async () => {
      const { store } = harness();
      await add(store, 'sum-1', 1, stepOf(under('a'), 'first'));

      await add(store, 'sum-1', 1, stepOf(under('a'), 'first'));
      await add(store, 'sum-2', 2, stepOf(under('a'), 'second'));

      expect(await readLog(store)).toMatchObject([{ stream: 'sum-1' }, { stream: 'sum-2' }]);
    });

    it('takes no key where it says so, and none where the request has none', async () => {
      const { store } = harness();
      for (const metadata of [withoutKey(under('a')), stepOf(commandMetadata, 'first')]) {
        await add(store, 'sum-1', 1, metadata);
        await add(store, 'sum-1', 1, metadata);
      }

      expect(versionsOf(await store.readStream('sum-1'))).toEqual([1, 2, 3, 4]);
    });

    it('is never answered with the events of another kind of stream', async () => {
      const { store } = harness();
      await addUnder('a', 1, 'sum-1');

      const mixedUp = store.handle(adder, {
        stream: (id) => `other-sum-${id('other')}`,
        metadata: under('a'),
        command: () => 1,
      });

      await expect(mixedUp).rejects.toThrow(
        'One idempotency key for commands on other-sum and sum: see stepOf',
      );
    });
  });
}
