import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { acquireProcessLock, isPostgresError, sqliteErrorCode } from '@app/event-store';
import type { Client } from 'pg';
import type { Logger } from 'pino';
import { IS_UNFINISHED } from '../move/unfinished-move';
import type { Settings } from '../settings/settings';
import { shownUrl, type DatabaseSetting } from '../settings/database-setting';
import { SettingsError } from '../settings/settings-error';
import { whileAlone } from './while-alone';

/**
 * Starts a process on the database that the settings name. A SQLite database is its own from then
 * on; of many processes on PostgreSQL one starts at a time, for it may change the schema.
 * @param start is given the settings with the one name of the database
 * @throws DatabaseBusyError, DatabaseInUseError, SettingsError, and what `start` throws
 */
export async function openDatabase<T>(
  settings: Settings,
  log: Logger,
  start: (settings: Settings) => Promise<T>,
): Promise<T> {
  const { database } = settings;
  try {
    if (database.kind === 'postgres') {
      const begin = async (client: Client): Promise<T> => {
        await refuseUnfinishedMove(client, database);
        return start(settings);
      };
      return await whileAlone(database.url, begin, log);
    }
    mkdirSync(dirname(database.path), { recursive: true });
    const path = followLinks(database.path);
    acquireProcessLock(path);
    return await start({ ...settings, database: { kind: 'sqlite', path } });
  } catch (error) {
    if (!isOfDatabase(error, database)) throw error;
    const takes =
      database.kind === 'sqlite'
        ? 'a SQLite database or a place where one can be made'
        : 'a PostgreSQL database that can be reached';
    throw new SettingsError('DATABASE_URL', shownUrl(database), `${takes} (${error.message})`);
  }
}

/** @throws SettingsError */
async function refuseUnfinishedMove(client: Client, database: DatabaseSetting): Promise<void> {
  const { rows } = await client.query<{ unfinished: boolean }>(IS_UNFINISHED);
  if (!rows[0]!.unfinished) return;
  throw new SettingsError(
    'DATABASE_URL',
    shownUrl(database),
    'a database that is all there: `npm run move` into this one was interrupted, run it again',
  );
}

/** One name for one database, so that its lock and its key are one as well. */
function followLinks(path: string): string {
  return existsSync(path) ? realpathSync(path) : join(realpathSync(dirname(path)), basename(path));
}

/** Whatever keeps the database from being opened is the setting's fault. */
function isOfDatabase(error: unknown, { kind }: DatabaseSetting): error is Error {
  if (!(error instanceof Error)) return false;
  if (kind === 'postgres') return isPostgresError(error);
  const onFile = 'syscall' in error && 'path' in error;
  return onFile || sqliteErrorCode(error) !== undefined;
}
