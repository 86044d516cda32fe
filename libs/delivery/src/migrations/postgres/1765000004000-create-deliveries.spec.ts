import {
  createPostgresDatabase,
  openMigrations,
  type PostgresTestDatabase,
} from '@app/event-store/testing';
import type { DataSource } from 'typeorm';
import { DELIVERY_MIGRATIONS } from '..';

describe('the tables of deliveries on PostgreSQL', () => {
  let database: PostgresTestDatabase;
  let dataSource: DataSource;
  beforeEach(async () => {
    const { postgres: migrations } = DELIVERY_MIGRATIONS;
    database = await createPostgresDatabase(migrations);
    dataSource = await openMigrations(database.url, migrations);
  });
  afterEach(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const tables = async (): Promise<string[]> => {
    const rows = await dataSource.query<{ name: string }[]>(
      `SELECT relname AS name FROM pg_class
       WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S')
         AND relname NOT LIKE 'migrations%'
       ORDER BY relname`,
    );
    return rows.map(({ name }) => name);
  };

  it('are taken away with all that belongs to them, and made again', async () => {
    const made = await tables();
    expect(made).toEqual(expect.arrayContaining(['deliveries', 'deliveries_id_seq', 'recoveries']));

    for (let left = DELIVERY_MIGRATIONS.postgres.length; left > 0; left--) {
      await dataSource.undoLastMigration();
    }
    expect(await tables()).toEqual([]);

    await dataSource.runMigrations();
    expect(await tables()).toEqual(made);
  });
});
