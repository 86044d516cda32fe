import { openPostgresEventStore, type PostgresEventStoreHarness } from '../testing';
import { add, added, readLog } from '../testing/conformance/fixtures';

describe('the event log, against its own PostgreSQL', () => {
  let harness: PostgresEventStoreHarness;
  beforeEach(async () => {
    harness = await openPostgresEventStore();
    await harness.store.append('sum-1', [added(1, 'id-1'), added(2, 'id-2')], 'any');
  });
  afterEach(() => harness.close());

  it.each([
    ['UPDATE of a field', `UPDATE events SET data = '{}' WHERE position = 1`],
    ['UPDATE of a position', 'UPDATE events SET position = 9 WHERE position = 1'],
    ['DELETE', 'DELETE FROM events WHERE position = 2'],
    ['DELETE of everything', 'DELETE FROM events'],
    ['TRUNCATE', 'TRUNCATE events'],
    [
      'an upsert',
      `INSERT INTO events SELECT * FROM events WHERE position = 1
       ON CONFLICT (id) DO UPDATE SET data = '{}'`,
    ],
    [
      'MERGE',
      `MERGE INTO events USING (SELECT 1 AS position) AS wanted
       ON events.position = wanted.position WHEN MATCHED THEN DELETE`,
    ],
  ])('refuses %s', async (_case, sql) => {
    const before = await readLog(harness.store);

    await expect(harness.sql(sql)).rejects.toThrow('the event log is append-only');

    expect(await readLog(harness.store)).toEqual(before);
    expect(before).toHaveLength(2);
  });

  it('refuses a projection that reaches for it, with the append it belonged to', async () => {
    const { store } = harness;
    store.addProjection({
      name: 'vandal',
      tables: ['events'],
      project: () => [{ sql: 'DELETE FROM events', params: [] }],
    });

    await expect(add(store, 'sum-1', 3)).rejects.toMatchObject({
      message: 'the event log is append-only',
    });

    expect(await readLog(store)).toHaveLength(2);
  });
});
