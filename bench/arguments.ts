import { parseArgs } from 'node:util';
import type { Row } from './row';

type KnownRow = Pick<Row, 'name' | 'onlyWhenNamed'>;

export interface Arguments {
  /** In the order of the table. */
  readonly rows: readonly string[];
  readonly quick: boolean;
  /** Where the time of a delivery goes, and no row. */
  readonly breakdown: boolean;
  /** Where to write every round's figures to. */
  readonly jsonPath: string | undefined;
}

export class UsageError extends Error {
  constructor(message: string, rows: readonly string[]) {
    super(
      `${message}\nUsage: npm run bench -- [--row ${rows.join('|')}]… [--breakdown] [--quick] [--json FILE]`,
    );
    this.name = 'UsageError';
  }
}

/**
 * @param rows all there are, in the order of the table; what names none gets those of the table
 * @throws UsageError
 */
export function readArguments(args: readonly string[], rows: readonly KnownRow[]): Arguments {
  const known = rows.map(({ name }) => name);
  const ofTheTable = rows.filter((row) => !row.onlyWhenNamed).map(({ name }) => name);
  const { row: wanted = ofTheTable, breakdown = false, quick = false, json } = parse(args, known);
  const unknown = wanted.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new UsageError(`There is no row ${unknown}`, known);
  const named = known.filter((name) => wanted.includes(name));
  return { rows: breakdown ? [] : named, breakdown, quick, jsonPath: json };
}

function parse(
  args: readonly string[],
  known: readonly string[],
): { row?: string[]; breakdown?: boolean; quick?: boolean; json?: string } {
  try {
    return parseArgs({
      args: [...args],
      options: {
        row: { type: 'string', multiple: true },
        breakdown: { type: 'boolean' },
        quick: { type: 'boolean' },
        json: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message, known);
  }
}
