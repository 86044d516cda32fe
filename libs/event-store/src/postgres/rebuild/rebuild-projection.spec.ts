import { ProjectionBusyError } from '../../errors';
import type { StoredEvent } from '../../event';
import type { InlineProjection, RebuildProgress } from '../../projection';
import {
  openPostgresEventStore,
  type PostgresEventStoreHarness,
  type PostgresProcess,
} from '../../testing';
import { waitUntil } from '../../testing/wait-until';
import { add, added, type Added } from '../../testing/conformance/fixtures';

const EVENTS = 600;

const amounts: InlineProjection<'amounts'> = {
  name: 'amounts',
  tables: ['amounts'],
  project: (event, table) => [
    {
      sql: `INSERT INTO ${table.amounts} (position, stream, amount) VALUES (?, ?, ?)`,
      params: [event.position, event.stream, (event as StoredEvent<Added>).data.amount],
    },
  ],
};

describe('a rebuild on PostgreSQL', () => {
  let harness: PostgresEventStoreHarness;
  let other: PostgresProcess;
  beforeEach(async () => {
    harness = await openPostgresEventStore();
    await harness.sql(`
      CREATE TABLE amounts (
        position bigint PRIMARY KEY, stream text COLLATE "C" NOT NULL, amount bigint DEFAULT 7,
        CONSTRAINT one_amount UNIQUE (stream, position), CHECK (amount >= 0))`);
    await harness.sql('CREATE INDEX amounts_by_stream ON amounts (stream, amount DESC)');
    await harness.sql('CREATE UNIQUE INDEX large_amounts ON amounts (position) WHERE amount > 100');
    await harness.sql('CREATE INDEX amounts_by_hash ON amounts (lower(stream))');
    other = harness.openAnother();
    for (const { store } of [harness, other]) store.addProjection(amounts);
    const many = Array.from({ length: EVENTS }, (_, n) => added(n));
    await harness.store.append('sum-1', many, 'any');
  });
  afterEach(() => harness.close());

  const toTheEnd = async (
    rebuild: AsyncGenerator<RebuildProgress, void> = harness.store.rebuildProjection('amounts'),
  ): Promise<void> => {
    while (!(await rebuild.next()).done);
  };

  const readSchema = async () => [
    ...(await harness.sql(
      `SELECT indexname, indexdef FROM pg_indexes
       WHERE tablename = 'amounts' ORDER BY schemaname, indexname`,
    )),
    ...(await harness.sql(
      `SELECT conname, contype, pg_get_constraintdef(oid) AS definition FROM pg_constraint
       WHERE conrelid = 'amounts'::regclass ORDER BY conname`,
    )),
    ...(await harness.sql(
      `SELECT column_name, data_type, collation_name, column_default, is_nullable
       FROM information_schema.columns WHERE table_name = 'amounts' ORDER BY ordinal_position`,
    )),
  ];

  it('leaves table, constraints and indexes as they were, under the same names', async () => {
    const before = await readSchema();

    await toTheEnd();
    await toTheEnd();

    expect(await readSchema()).toEqual(before);
    expect(before.length).toBeGreaterThan(10);
  });

  it('goes unnoticed by what other processes have prepared, and by what they append meanwhile', async () => {
    const readLast = () =>
      other.connection.all<{ position: number }>(
        'SELECT position FROM amounts ORDER BY position DESC LIMIT 1',
      );
    await add(other.store, 'sum-2', 1);
    await readLast();
    const rebuilding = { ended: false };
    const appending = (async () => {
      while (!rebuilding.ended) {
        const { events } = await add(other.store, 'sum-2', 1);
        expect(await readLast()).toEqual([{ position: events[0]!.position }]);
      }
    })();

    await toTheEnd();
    await toTheEnd();
    rebuilding.ended = true;
    await appending;

    const last = await harness.store.lastPosition();
    expect(await harness.sql('SELECT count(*) AS count FROM amounts')).toEqual([{ count: last }]);
  });

  it('waits for who holds the live table, such as a backup, and nobody waits for it meanwhile', async () => {
    const backup = await other.connection.pool.connect();
    await backup.query('BEGIN');
    await backup.query('LOCK TABLE amounts IN ACCESS SHARE MODE');
    const rebuilding = { ended: false };
    const rebuild = toTheEnd().finally(() => (rebuilding.ended = true));
    const refused = () =>
      harness.sql(`SELECT 1 FROM pg_stat_database
        WHERE datname = current_database() AND xact_rollback > 0`);
    await waitUntil('a swap to be given up', async () => (await refused()).length > 0);

    await add(other.store, 'sum-2', 1);

    expect(rebuilding.ended).toBe(false);
    await backup.query('COMMIT');
    backup.release();
    await rebuild;
    expect(await harness.sql('SELECT count(*) AS count FROM amounts')).toEqual([
      { count: EVENTS + 1 },
    ]);
  });

  it('is refused while another process is at it, which is not disturbed by one that starts', async () => {
    const rebuild = other.store.rebuildProjection('amounts');
    await rebuild.next();

    await expect(toTheEnd()).rejects.toThrow(ProjectionBusyError);
    await harness.reopen();
    harness.store.addProjection(amounts);
    await expect(toTheEnd()).rejects.toThrow(ProjectionBusyError);

    await toTheEnd(rebuild);
    expect(await harness.sql('SELECT count(*) AS count FROM amounts')).toEqual([{ count: EVENTS }]);
  });

  it('is not disturbed by one that was cut off, and takes no notice of what that has left', async () => {
    const rebuild = other.store.rebuildProjection('amounts');
    await rebuild.next();
    const cutOff = () =>
      harness.sql(
        `SELECT pg_terminate_backend(pid) FROM pg_locks
         WHERE locktype = 'advisory' AND database = (
           SELECT oid FROM pg_database WHERE datname = current_database())`,
      );
    expect(await cutOff()).toHaveLength(1);
    while ((await cutOff()).length > 0);

    await harness.sql('DELETE FROM amounts');
    const next = harness.store.rebuildProjection('amounts');
    await next.next();

    await expect(toTheEnd(rebuild)).rejects.toThrow(/connection/i);

    await toTheEnd(next);
    expect(await harness.sql('SELECT count(*) AS count FROM amounts')).toEqual([{ count: EVENTS }]);
  });
});
