import { ProjectionBusyError, ProjectionFailedError, UnknownProjectionError } from '../../errors';
import type { StoredEvent } from '../../event';
import type { EventStore } from '../../event-store';
import type { InlineProjection, RebuildProgress } from '../../projection';
import type { EventStoreHarness } from '../event-store-harness';
import { add, added, useHarness, type Added } from './fixtures';

/** More than a driver takes at once. */
const EVENTS = 1_000;

/** Each amount and the sum of each stream, which is made from what the table before says. */
const totals: InlineProjection<'amounts' | 'totals'> = {
  name: 'totals',
  tables: ['amounts', 'totals'],
  project(event, table) {
    const { amount } = (event as StoredEvent<Added>).data;
    return [
      {
        sql: `INSERT INTO ${table.amounts} (position, stream, amount) VALUES (?, ?, ?)`,
        params: [event.position, event.stream, amount],
      },
      {
        sql: `INSERT INTO ${table.totals} (stream, total)
              SELECT stream, sum(amount) FROM ${table.amounts} WHERE stream = ? GROUP BY stream
              ON CONFLICT (stream) DO UPDATE SET total = excluded.total`,
        params: [event.stream],
      },
    ];
  },
};

async function toTheEnd(store: EventStore, name = 'totals'): Promise<RebuildProgress[]> {
  const told: RebuildProgress[] = [];
  for await (const progress of store.rebuildProjection(name)) told.push(progress);
  return told;
}

export function describeRebuild(open: () => Promise<EventStoreHarness>): void {
  const harness = useHarness(open);

  const readRows = async () => [
    ...(await harness().sql('SELECT * FROM amounts ORDER BY position')),
    ...(await harness().sql('SELECT * FROM totals ORDER BY stream')),
  ];

  const spoil = async (): Promise<void> => {
    await harness().sql('UPDATE amounts SET amount = 0 WHERE position = 3');
    await harness().sql('DELETE FROM amounts WHERE position IN (5, 6)');
    await harness().sql(`INSERT INTO amounts VALUES (100000, 'sum-8', 1)`);
    await harness().sql(`DELETE FROM totals WHERE stream = 'sum-1'`);
    await harness().sql(`UPDATE totals SET total = 1 WHERE stream = 'sum-2'`);
    await harness().sql(`INSERT INTO totals VALUES ('sum-9', 1)`);
  };

  beforeEach(async () => {
    await harness().sql(
      'CREATE TABLE amounts (position INTEGER PRIMARY KEY, stream TEXT NOT NULL, amount INTEGER)',
    );
    await harness().sql('CREATE INDEX amounts_by_stream ON amounts (stream, amount)');
    await harness().sql('CREATE TABLE totals (stream TEXT PRIMARY KEY, total INTEGER NOT NULL)');
    harness().store.addProjection(totals);
    for (const stream of ['sum-1', 'sum-2']) {
      const amounts = Array.from({ length: EVENTS / 2 }, (_, index) => added(index));
      await harness().store.append(stream, amounts, 'any');
    }
  });

  it('gives each row back as it was: those changed, those deleted, those that never were', async () => {
    const before = await readRows();
    await spoil();
    expect(await readRows()).not.toEqual(before);

    await toTheEnd(harness().store);

    expect(await readRows()).toEqual(before);
  });

  it('goes through the log in chunks, and says how far it is', async () => {
    const told = await toTheEnd(harness().store);

    expect(told.length).toBeGreaterThan(3);
    const positions = told.map(({ position }) => position);
    expect(positions).toEqual(positions.toSorted((one, other) => one - other));
    expect(told.at(-1)).toEqual({ position: EVENTS, lastPosition: EVENTS });
  });

  it('makes empty tables of an empty log', async () => {
    const { store, sql } = harness();
    await sql('CREATE TABLE ignored (id INTEGER PRIMARY KEY)');
    await sql('INSERT INTO ignored VALUES (1)');
    store.addProjection({ name: 'ignorant', tables: ['ignored'], project: () => [] });

    await toTheEnd(store, 'ignorant');

    expect(await sql('SELECT * FROM ignored')).toEqual([]);
  });

  it('loses nothing of what is appended meanwhile, and lets everybody read the live rows', async () => {
    const { store, sql } = harness();
    await sql(`UPDATE totals SET total = -1 WHERE stream = 'sum-2'`);
    let appended = 0;

    for await (const { position, lastPosition } of store.rebuildProjection('totals')) {
      if (position === lastPosition) continue;
      expect(await sql(`SELECT total FROM totals WHERE stream = 'sum-2'`)).toEqual([{ total: -1 }]);
      await Promise.all([add(store, 'sum-1', 1), add(store, 'sum-3', 1)]);
      appended += 1;
      expect(await sql(`SELECT total FROM totals WHERE stream = 'sum-3'`)).toEqual([
        { total: appended },
      ]);
    }

    expect(appended).toBeGreaterThan(3);
    const half = Array.from({ length: EVENTS / 2 }, (_, index) => index);
    const total = half.reduce((sum, amount) => sum + amount, 0);
    expect(await sql('SELECT * FROM totals ORDER BY stream')).toEqual([
      { stream: 'sum-1', total: total + appended },
      { stream: 'sum-2', total },
      { stream: 'sum-3', total: appended },
    ]);
    await add(store, 'sum-3', 7);
    expect(await sql(`SELECT total FROM totals WHERE stream = 'sum-3'`)).toEqual([
      { total: appended + 7 },
    ]);
  });

  it('comes to its end while events are appended without a pause', async () => {
    const { store, sql } = harness();
    const rebuilding = { ended: false };
    const appending = (async () => {
      while (!rebuilding.ended) await add(store, 'sum-3', 1);
    })();

    await toTheEnd(store);
    rebuilding.ended = true;
    await appending;

    const [{ count }] = (await sql('SELECT count(*) AS count FROM events')) as [{ count: number }];
    expect(await sql('SELECT count(*) AS count FROM amounts')).toEqual([{ count }]);
  });

  it('changes nothing where whoever asked goes away', async () => {
    await spoil();
    const spoilt = await readRows();

    for await (const { position } of harness().store.rebuildProjection('totals')) {
      expect(position).toBeGreaterThan(0);
      break;
    }

    expect(await readRows()).toEqual(spoilt);
  });

  it('changes nothing where the projection refuses an event, and names the event', async () => {
    const { store, sql } = harness();
    await sql('CREATE TABLE odd (position INTEGER PRIMARY KEY)');
    await sql('INSERT INTO odd VALUES (1)');
    store.addProjection({
      name: 'odd',
      tables: ['odd'],
      project: ({ position }) => {
        if (position === 700) throw new TypeError('A bug');
        return [];
      },
    });

    const failed = toTheEnd(store, 'odd');

    await expect(failed).rejects.toThrow(ProjectionFailedError);
    await expect(failed).rejects.toThrow('Added at position 700 cannot be projected by odd: A bug');
    expect(await sql('SELECT * FROM odd')).toEqual([{ position: 1 }]);
  });

  it('is refused for a name that there is none of, and says which there are', async () => {
    const refused = toTheEnd(harness().store, 'total');

    await expect(refused).rejects.toThrow(UnknownProjectionError);
    await expect(refused).rejects.toThrow('There is no projection "total", but totals');
  });

  it('is refused while it is under way already, and possible again afterwards', async () => {
    const { store } = harness();
    const before = await readRows();
    const first = store.rebuildProjection('totals');
    await first.next();

    await expect(toTheEnd(store)).rejects.toThrow(ProjectionBusyError);

    await first.return();
    await spoil();
    await toTheEnd(store);
    await toTheEnd(store);
    expect(await readRows()).toEqual(before);
  });
}
