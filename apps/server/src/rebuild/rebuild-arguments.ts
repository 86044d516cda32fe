import { parseArgs } from 'node:util';
import { RebuildError } from './rebuild-error';

export const USAGE = `Makes read models anew from the log, while the server goes on.

  npm run projections:rebuild -- --name <projection>   one, or several with a --name each
  npm run projections:rebuild -- --all                 all of them, one after the other
  npm run projections:rebuild -- --list                says which there are`;

/** The names of the projections to rebuild; `list` where only they are asked for. */
export type RebuildArguments = 'list' | readonly string[];

/**
 * @param args without the program's own name
 * @param known the names that there are
 * @throws RebuildError where they ask for nothing, or for what there is not
 */
export function readArguments(args: readonly string[], known: readonly string[]): RebuildArguments {
  const { name: names = [], all, list } = parse(args);
  if ([names.length > 0, all, list].filter(Boolean).length !== 1) throw new RebuildError(USAGE);
  if (list) return 'list';
  if (all) return known;
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return [...new Set(names)];
  throw new RebuildError(
    `--name takes ${known.slice(0, -1).join(', ')} or ${known.at(-1)}, got ${JSON.stringify(unknown)}`,
  );
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        name: { type: 'string', multiple: true },
        all: { type: 'boolean' },
        list: { type: 'boolean' },
      },
    });
    return values;
  } catch (error) {
    throw new RebuildError(`${(error as Error).message}\n\n${USAGE}`);
  }
}
