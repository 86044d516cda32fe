import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Format } from '../format';

const FOLDER = join(__dirname, '../golden');

/** Writes the files anew and fails, so that no run passes by rewriting what it compares with. */
const UPDATE = process.env['UPDATE_GOLDENS'] === '1';

/** The golden file's bytes. `UPDATE_GOLDENS=1` makes them `rendered`, for a person to look through. */
export function goldenBody(format: Format, name: string, rendered: string): string {
  const path = join(FOLDER, format, `${name}.golden.json`);
  if (!UPDATE) return readFileSync(path, 'utf8');
  writeFileSync(path, rendered);
  throw new Error(`Wrote ${path}: look at the difference and run without UPDATE_GOLDENS`);
}
