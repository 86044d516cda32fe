import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { dataSourceOptions } from '../database/data-source';
import { TABLES } from './tables';

describe('the tables that are moved', () => {
  it('are all that the migrations make, by their primary keys', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'hoory-tables-'));
    const options = dataSourceOptions({ kind: 'sqlite', path: join(directory, 'hoory.db') });
    const dataSource = await new DataSource(options as DataSourceOptions).initialize();

    const made = await dataSource.query<{ name: string; key: string }[]>(
      `SELECT tables.name, group_concat(columns.name ORDER BY columns.pk) AS key
       FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns
       WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite_%'
         AND tables.name <> 'migrations' AND columns.pk > 0
       GROUP BY tables.name ORDER BY tables.name`,
    );
    await dataSource.destroy();
    rmSync(directory, { recursive: true });

    const moved = TABLES.map(({ name, key }) => ({ name, key: key.join() }));
    expect(moved.toSorted((one, other) => (one.name < other.name ? -1 : 1))).toEqual(made);
  });
});
