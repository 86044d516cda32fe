import { openSqliteEventStore, type SqliteEventStoreHarness } from '../../testing';
import { added, readLog } from '../../testing/conformance/fixtures';
import { GiveEventsTheirAccount1764000016000 } from './1764000016000-give-events-their-account';

describe('the account of events, in a database of before they had it', () => {
  const migration = new GiveEventsTheirAccount1764000016000();
  let harness: SqliteEventStoreHarness;

  beforeEach(async () => {
    harness = await openSqliteEventStore();
    for (const [n, accountId] of [1, null, 2, 1].entries()) {
      const event = added(n);
      const metadata = { ...event.metadata, accountId };
      await harness.store.append(`sum-${n}`, [{ ...event, metadata }], 'any');
    }
    await migration.down(harness.dataSource.createQueryRunner());
  });
  afterEach(() => harness.close());

  const columns = async () => (await harness.sql('SELECT * FROM events')).map(Object.keys);

  it('is what their metadata say, and all else stays as it was', async () => {
    const before = await readLog(harness.store);
    expect((await columns())[0]).not.toContain('account_id');

    await migration.up(harness.dataSource.createQueryRunner());

    expect(await harness.sql('SELECT account_id FROM events ORDER BY position')).toEqual(
      [1, null, 2, 1].map((account_id) => ({ account_id })),
    );
    expect(await readLog(harness.store)).toEqual(before);
    expect(await harness.store.readAccount(1, { fromPosition: 1, limit: 10 })).toEqual([
      before[0],
      before[3],
    ]);
  });

  it('is as little to be changed afterwards as anything of the log', async () => {
    await migration.up(harness.dataSource.createQueryRunner());

    await expect(harness.sql('UPDATE events SET account_id = 2')).rejects.toThrow(
      'the event log is append-only',
    );
  });
});
