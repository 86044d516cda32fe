import { UniqueViolationError } from '../errors';
import type { StoredEvent } from '../event';
import { BEGINNING, type EventStore } from '../event-store';
import { openPostgresEventStore, type PostgresEventStoreHarness } from '../testing';
import {
  add,
  added,
  adder,
  commandMetadata,
  idsOf,
  readLog,
  versionsOf,
  type Added,
} from '../testing/conformance/fixtures';

const PROCESSES = 8;
const WRITERS_EACH = 2;

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, n) => n + 1);
}

/** Draws a number for the stream's name, and another for its amount. */
function create(store: EventStore) {
  return store.handle(adder, {
    stream: (id) => `sum-${id('sum')}`,
    metadata: commandMetadata,
    command: ({ drawId }) => drawId('amount'),
  });
}

describe('processes on one PostgreSQL', () => {
  let harness: PostgresEventStoreHarness;
  let stores: EventStore[];
  beforeEach(async () => {
    harness = await openPostgresEventStore();
    const others = upTo(PROCESSES - 1).map(() => harness.openAnother().store);
    stores = [harness.store, ...others];
  });
  afterEach(() => harness.close());

  it('decide each command on what those of the others have left', async () => {
    const before: number[] = [];

    await Promise.all(
      upTo(160).map((n) => {
        let seen: number;
        const store = stores[n % PROCESSES]!;
        return store
          .handle(adder, {
            stream: 'sum-1',
            metadata: commandMetadata,
            command: ({ state }) => {
              seen = state.total;
              return 1;
            },
          })
          .then(() => before.push(seen));
      }),
    );

    expect(before.toSorted((a, b) => a - b)).toEqual(upTo(160).map((n) => n - 1));
    const events = await harness.store.readStream('sum-1');
    expect(versionsOf(events)).toEqual(upTo(160));
    for (const store of stores) {
      expect(await store.readState({ stream: 'sum-1', decider: adder })).toEqual({ total: 160 });
    }
  });

  it('let each command come to its end while another process does not pause on its stream', async () => {
    const [busy, other] = stores;
    const writing = { ended: false };
    const hammer = upTo(4).map(async () => {
      while (!writing.ended) await add(busy!, 'sum-1', 1);
    });

    for (let n = 0; n < 20; n++) await add(other!, 'sum-1', 1_000);
    writing.ended = true;
    await Promise.all(hammer);

    const events = await harness.store.readStream('sum-1');
    const amounts = events.map(({ data }) => (data as Added['data']).amount);
    expect(amounts.filter((amount) => amount === 1_000)).toHaveLength(20);
  });

  it('see what was referred to as the others have left it', async () => {
    const [one, other] = stores;
    await add(one!, 'sum-2', 1);
    await one!.readState({ stream: 'sum-2', decider: adder });
    await add(other!, 'sum-2', 41);

    const { state } = await one!.handle(adder, {
      stream: 'sum-1',
      metadata: commandMetadata,
      references: () => ({ other: { stream: 'sum-2', decider: adder } }),
      command: ({ references }) => references.other!.total,
    });

    expect(state).toEqual({ total: 42 });
  });

  it('refuse by what is true now, whatever they remember', async () => {
    const [one, other] = stores;
    const upToTen = {
      ...adder,
      decide(amount: number, { total }: { total: number }) {
        return total + amount > 10 ? [] : adder.decide(amount, { total });
      },
    };
    const addUpToTen = (store: EventStore, amount: number) =>
      store.handle(upToTen, { stream: 'sum-1', metadata: commandMetadata, command: () => amount });
    await addUpToTen(one!, 5);
    await addUpToTen(other!, 5);

    expect(await addUpToTen(one!, 1)).toEqual({ events: [], state: { total: 10 } });
  });

  it('give no number of a sequence twice, and leave none out', async () => {
    const created = await Promise.all(upTo(160).map((n) => create(stores[n % PROCESSES]!)));

    const streams = created.map(({ events }) => events[0]!.stream);
    expect(new Set(streams)).toEqual(new Set(upTo(160).map((n) => `sum-${n}`)));
    const amounts = created.map(({ state }) => state.total);
    expect(amounts.toSorted((a, b) => a - b)).toEqual(upTo(160));
  });

  it('take no stream for new that there is, be it named by a new number', async () => {
    await harness.store.append('sum-1', [added(5)], 'any');
    await harness.store.append('sum-3', [added(7)], 'any');

    const created = await Promise.all(stores.slice(0, 4).map(create));

    const byStream = new Map(created.map(({ events }) => [events[0]!.stream, events[0]!.version]));
    expect(byStream).toEqual(
      new Map([
        ['sum-1', 2],
        ['sum-2', 1],
        ['sum-3', 2],
        ['sum-4', 1],
      ]),
    );
  });

  it('decide a command once that comes to several of them at once', async () => {
    const metadata = { ...commandMetadata, idempotency: { key: 'a', fingerprint: 'print' } };

    const handled = await Promise.all(stores.map((store) => add(store, 'sum-1', 5, metadata)));

    expect(handled).toEqual(handled.map(() => handled[0]));
    expect(await readLog(harness.store)).toHaveLength(1);
  });

  it('let one of several win who expect the same version', async () => {
    const results = await Promise.allSettled(
      stores.map((store) => store.append('sum-1', [added(1)], 'no-stream')),
    );

    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await harness.store.readStream('sum-1')).toHaveLength(1);
  });

  it('refuse what the others have made no longer unique, and nothing else', async () => {
    await harness.sql('CREATE TABLE amounts (amount INTEGER PRIMARY KEY)');
    for (const store of stores) {
      store.addProjection({
        name: 'amounts',
        tables: ['amounts'],
        project: ({ data }) => [
          { sql: 'INSERT INTO amounts VALUES (?)', params: [(data as Added['data']).amount] },
        ],
      });
    }

    const results = await Promise.allSettled(
      stores.flatMap((store, n) => upTo(10).map((amount) => add(store, `sum-${n}`, amount))),
    );

    const refused = results.filter((result) => result.status === 'rejected');
    expect(results.length - refused.length).toBe(10);
    for (const { reason } of refused)
      expect(reason).toEqual(new UniqueViolationError('amounts.amount'));
    expect(await readLog(harness.store)).toHaveLength(10);
  });

  it('hide no event from a reader, whose positions ascend without a hole', async () => {
    const writing = { ended: false };
    const read = async (): Promise<StoredEvent[]> => {
      const seen: StoredEvent[] = [];
      let checkpoint = BEGINNING;
      for (;;) {
        const lastLook = writing.ended;
        const batch = await harness.store.readBatch(checkpoint, 50);
        seen.push(...batch.events);
        ({ checkpoint } = batch);
        if (batch.events.length === 0 && lastLook) return seen;
      }
    };
    const readers = [read(), read()];

    const written = await Promise.all(
      stores.flatMap((store, process) =>
        upTo(WRITERS_EACH).map(async (writer) => {
          const ids: string[] = [];
          for (let n = 0; n < 40; n++) {
            const events = upTo(1 + (n % 3)).map((k) => added(1, `${process}-${writer}-${n}-${k}`));
            const stream = `sum-${process}-${writer}`;
            ids.push(...idsOf(await store.append(stream, events, 'any')));
          }
          return ids;
        }),
      ),
    );
    writing.ended = true;

    for (const reader of readers) {
      const seen = await reader;
      expect(seen.map(({ position }) => position)).toEqual(upTo(seen.length));
      expect(idsOf(seen).toSorted()).toEqual(written.flat().toSorted());
    }
  });

  it('record no event before one that is in front of it, however their clocks differ', async () => {
    const [one, other] = stores;
    await add(one!, 'sum-1', 1);
    harness.clock.advance(-60_000);
    await add(other!, 'sum-2', 1);

    const [first, second] = await readLog(harness.store);

    expect(second!.recordedAtMs).toBe(first!.recordedAtMs);
  });
});
