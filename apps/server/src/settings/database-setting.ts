import { parseUrl } from '@app/http';
import { SettingsError } from './settings-error';

/** The database that DATABASE_URL names. */
export type DatabaseSetting =
  | { readonly kind: 'sqlite'; readonly path: string }
  /** @param url with the password, to be shown to nobody: see {@link shownUrl} */
  | { readonly kind: 'postgres'; readonly url: string };

const TAKES = 'sqlite:<path of a file> or postgres://<user>:<password>@<host>:<port>/<database>';

/** @throws SettingsError */
export function readDatabase(env: Readonly<Record<string, string | undefined>>): DatabaseSetting {
  const value = env['DATABASE_URL'] || 'sqlite:./data/hoory.db';
  const database = parseDatabaseUrl(value);
  if (!database) throw new SettingsError('DATABASE_URL', withoutPassword(value), TAKES);
  return database;
}

export function parseDatabaseUrl(value: string): DatabaseSetting | undefined {
  const path = /^sqlite:(?!:memory:)(?:\/\/(?=\/)|(?!\/\/))(.+)$/.exec(value)?.[1];
  if (path) return { kind: 'sqlite', path };
  if (!/^postgres(ql)?:\/\//.test(value)) return undefined;
  const url = parseUrl(value);
  return url && url.hostname !== '' && url.pathname.length > 1
    ? { kind: 'postgres', url: value }
    : undefined;
}

/** As it may stand in a log. */
export function shownUrl(database: DatabaseSetting): string {
  return database.kind === 'sqlite' ? `sqlite:${database.path}` : withoutPassword(database.url);
}

function withoutPassword(value: string): string {
  return value.replace(/(:\/\/[^/:@]*):[^@/]*@/, '$1:***@');
}
