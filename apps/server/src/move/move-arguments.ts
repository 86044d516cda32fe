import { parseArgs } from 'node:util';
import { parseDatabaseUrl, shownUrl } from '../settings/database-setting';
import { MoveError } from './move-error';

export const USAGE = `Moves a SQLite database, with its log, jobs and attempts, to PostgreSQL. No server may have either.

  npm run move -- --from sqlite:<path of the file> --to postgres://<user>:<password>@<host>:<port>/<database>

The SQLite file stays as it is. After an interruption the same command goes on.`;

export interface MoveArguments {
  /** Path of the SQLite file. */
  readonly from: string;
  /** URL of the PostgreSQL database. */
  readonly to: string;
}

/**
 * @param args without the program's own name
 * @throws MoveError naming the argument, what it got and what it takes
 */
export function readArguments(args: readonly string[]): MoveArguments {
  const { from, to } = parse(args);
  if (from === undefined || to === undefined) throw new MoveError(USAGE);
  const source = parseDatabaseUrl(from);
  if (source?.kind !== 'sqlite') {
    throw new MoveError(`--from takes sqlite:<path of a file>, got ${JSON.stringify(from)}`);
  }
  const target = parseDatabaseUrl(to);
  if (target?.kind !== 'postgres') {
    const got = target ? shownUrl(target) : to;
    throw new MoveError(
      `--to takes postgres://<user>:<password>@<host>:<port>/<database>, got ${JSON.stringify(got)}`,
    );
  }
  return { from: source.path, to: target.url };
}

function parse(args: readonly string[]): { readonly from?: string; readonly to?: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { from: { type: 'string' }, to: { type: 'string' } },
    });
    return values;
  } catch (error) {
    throw new MoveError(`${(error as Error).message}\n\n${USAGE}`);
  }
}
