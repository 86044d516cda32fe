import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(__dirname, '../../../..');

/** @param path from the root of the repository, as in all of these */
export const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** As it reads, wherever its lines are broken. */
export const textOf = (path: string): string => read(path).replaceAll(/\s+/g, ' ');

/** The cells of each row of a document's tables. */
export const tableRows = (path: string): string[][] =>
  [...read(path).matchAll(/^\| (.*) \|$/gm)].map(([, row]) =>
    row!.split(' | ').map((cell) => cell.trim()),
  );
