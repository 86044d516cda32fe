import type { InlineProjection } from '../../projection';
import { openSqliteEventStore, type SqliteEventStoreHarness } from '../../testing';
import { add, added } from '../../testing/conformance/fixtures';

const CHUNKS = 3;

/** Tables of all the kinds there are. */
const projection: InlineProjection<'sums' | 'keyed'> = {
  name: 'sums',
  tables: ['sums', 'keyed'],
  project: ({ position, stream, version }, table) => [
    { sql: `INSERT INTO ${table.sums} (id, name) VALUES (?, ?)`, params: [position, stream] },
    {
      sql: `INSERT INTO ${table.keyed} (stream, version) VALUES (?, ?)`,
      params: [stream, version],
    },
  ],
};

describe('a rebuild on SQLite', () => {
  let harness: SqliteEventStoreHarness;

  /** Of a table that was renamed SQLite quotes the name. */
  const schema = () =>
    harness.sql(
      `SELECT type, name, tbl_name, replace(sql, '"', '') AS sql FROM sqlite_schema ORDER BY type, name`,
    );
  const tables = async (): Promise<Set<unknown>> =>
    new Set((await schema()).flatMap(({ type, name }) => (type === 'table' ? [name] : [])));

  beforeEach(async () => {
    harness = await openSqliteEventStore();
    await harness.sql(`
      CREATE TABLE sums (
        id INTEGER PRIMARY KEY,
        -- sums, by their names
        name TEXT NOT NULL DEFAULT 'sums',
        UNIQUE (name, id)
      )`);
    await harness.sql('CREATE UNIQUE INDEX sums_by_id ON sums (id, name)');
    await harness.sql(`CREATE INDEX "sums_named" ON "sums" (name) WHERE name <> 'sums'`);
    await harness.sql(
      'CREATE TABLE keyed (stream TEXT, version INTEGER, PRIMARY KEY (stream, version)) WITHOUT ROWID',
    );
    harness.store.addProjection(projection);
    const events = Array.from({ length: 200 * CHUNKS }, (_, index) => added(index));
    await harness.store.append('sum-1', events, 'any');
  });
  afterEach(() => harness.close());

  const rebuild = async (): Promise<void> => {
    for await (const progress of harness.store.rebuildProjection('sums')) void progress;
  };

  it('leaves tables, constraints and indexes under their names, time after time', async () => {
    const before = await schema();

    await rebuild();
    expect(await schema()).toEqual(before);
    await rebuild();
    expect(await schema()).toEqual(before);

    await harness.reopen();
    expect(await schema()).toEqual(before);
    expect(await harness.sql('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    expect(await harness.sql(`EXPLAIN QUERY PLAN SELECT 1 FROM sums WHERE name = 'a'`)).toEqual([
      expect.objectContaining({ detail: expect.stringContaining('USING COVERING INDEX') }),
    ]);
    await harness.sql('DROP INDEX sums_by_id');
  });

  it('is seen by statements that were prepared before it, on either connection', async () => {
    const { connection, sql } = harness;
    const count = 'SELECT count(*) AS count FROM sums';
    await sql('DELETE FROM sums WHERE id > 1');
    expect([connection.all(count), await sql(count)]).toEqual([[{ count: 1 }], [{ count: 1 }]]);

    await rebuild();
    await add(harness.store, 'sum-1', 1);

    const all = [{ count: 200 * CHUNKS + 1 }];
    expect([connection.all(count), await sql(count)]).toEqual([all, all]);
  });

  it('leaves nothing beside the live tables, whether it comes to its end or not', async () => {
    const before = await tables();

    for await (const progress of harness.store.rebuildProjection('sums')) {
      expect(progress.position).toBe(200);
      expect(await tables()).toEqual(new Set([...before, 'keyed__rebuild', 'sums__rebuild']));
      break;
    }
    expect(await tables()).toEqual(before);

    await rebuild();
    expect(await tables()).toEqual(before);
  });

  it('that was cut off is cleared away at the next start, the live tables as they were', async () => {
    const before = await tables();
    await harness.sql('DELETE FROM sums WHERE id > 1');
    const cutOff = harness.store.rebuildProjection('sums');
    await cutOff.next();
    expect((await tables()).size).toBe(before.size + 2);

    await harness.reopen();

    expect(await tables()).toEqual(before);
    expect(await harness.sql('SELECT id FROM sums')).toEqual([{ id: 1 }]);
  });

  it('asks for tables that there are', async () => {
    harness.store.addProjection({ name: 'lost', tables: ['nowhere'], project: () => [] });
    await expect(harness.store.rebuildProjection('lost').next()).rejects.toThrow(
      'There is no table nowhere',
    );
  });
});
