import { openSqliteEventStore, type SqliteEventStoreHarness } from '../testing';
import { add, added, readLog } from '../testing/conformance/fixtures';

const COLUMNS =
  'position, id, stream, version, type, schema_version, data, metadata, recorded_at_ms';

/** An event that differs from the first in all but what is said. */
function values(taken: { position?: number; id?: string; stream?: string; version?: number }) {
  const { position = 1_000, id = 'new', stream = 'sum-9', version = 1 } = taken;
  return `(${position}, '${id}', '${stream}', ${version}, 'Forged', 1, '{}', '{}', 0)`;
}

describe('the event log, against its own database', () => {
  let harness: SqliteEventStoreHarness;
  beforeEach(async () => {
    harness = await openSqliteEventStore();
    await harness.store.append('sum-1', [added(1, 'id-1'), added(2, 'id-2')], 'any');
  });
  afterEach(() => harness.close());

  it.each([
    ['UPDATE of a field', `UPDATE events SET data = '{}' WHERE position = 1`],
    ['UPDATE of a position', 'UPDATE events SET position = 9 WHERE position = 1'],
    ['UPDATE OR REPLACE', `UPDATE OR REPLACE events SET id = 'id-2' WHERE id = 'id-1'`],
    ['DELETE', 'DELETE FROM events WHERE position = 2'],
    ['DELETE of everything', 'DELETE FROM events'],
    [
      'INSERT OR REPLACE by position',
      `INSERT OR REPLACE INTO events (${COLUMNS}) VALUES ${values({ position: 1 })}`,
    ],
    ['REPLACE by id', `REPLACE INTO events (${COLUMNS}) VALUES ${values({ id: 'id-1' })}`],
    [
      'REPLACE by stream and version',
      `REPLACE INTO events (${COLUMNS}) VALUES ${values({ stream: 'sum-1', version: 1 })}`,
    ],
    [
      'an upsert',
      `INSERT INTO events (${COLUMNS}) VALUES ${values({ id: 'id-1' })}
       ON CONFLICT (id) DO UPDATE SET data = '{}'`,
    ],
    [
      'REPLACE INTO … SELECT',
      `REPLACE INTO events (${COLUMNS}) SELECT ${COLUMNS.replace('type', "'Forged'")} FROM events`,
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
