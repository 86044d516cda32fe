import { existsSync, realpathSync } from 'node:fs';
import {
  acquireProcessLock,
  DatabaseInUseError,
  isPostgresError,
  openPool,
  PostgresConnection,
  SqliteConnection,
} from '@app/event-store';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { dataSourceOptions } from './database/data-source';
import { DatabaseBusyError, whileAlone } from './database/while-alone';
import { readArguments } from './move/move-arguments';
import { moveDatabase } from './move/move-database';
import { MoveError } from './move/move-error';
import { ProgressDisplay } from './progress/progress-display';
import { type DatabaseSetting, shownUrl } from './settings/database-setting';

/** Whose message alone says what to do. */
const EXPECTED_ERRORS = [MoveError, DatabaseBusyError, DatabaseInUseError];

async function main(): Promise<void> {
  const { from, to } = readArguments(process.argv.slice(2));
  if (!existsSync(from)) throw new MoveError(`--from takes a database that is there, got ${from}`);
  const path = realpathSync(from);
  const release = acquireProcessLock(path, 0);
  try {
    // Its schema may be an older version's.
    await migrate({ kind: 'sqlite', path });
    const target: DatabaseSetting = { kind: 'postgres', url: to };
    await whileAlone(to, async () => {
      await migrate(target);
      await move(path, to);
    }).catch((error: Error) => {
      throw isPostgresError(error) ? new MoveError(`${shownUrl(target)}: ${error.message}`) : error;
    });
  } finally {
    release();
  }
  process.stdout.write(
    `Moved. Now start with DATABASE_URL=<what --to was>, the SECRETS_KEY of before (${path}.key) and ` +
      `the same files (ATTACHMENTS_DIR).\n`,
  );
}

async function migrate(database: DatabaseSetting): Promise<void> {
  const dataSource = new DataSource(dataSourceOptions(database) as DataSourceOptions);
  await dataSource.initialize();
  await dataSource.destroy();
}

async function move(path: string, url: string): Promise<void> {
  const from = new SqliteConnection(path);
  const pool = openPool(url, 2);
  let display: ProgressDisplay | undefined;
  let shown = '';
  try {
    for await (const { step, table, done, total } of moveDatabase(
      from,
      new PostgresConnection(pool),
    )) {
      const name = `${table} ${step}`;
      if (name !== shown) {
        display?.close();
        display = new ProgressDisplay(name, 'rows', process.stderr);
        shown = name;
      }
      display?.show({ done, total });
    }
  } finally {
    display?.close();
    from.close();
    await pool.end();
  }
}

main().catch((error: Error) => {
  const expected = EXPECTED_ERRORS.some((kind) => error instanceof kind);
  process.stderr.write(`${expected ? error.message : error.stack}\n`);
  process.exit(1);
});
