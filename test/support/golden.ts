import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Format } from '@app/payloads';
import type { Placeholders } from './placeholders';

const FOLDER = join(__dirname, '../e2e/golden');

/** Writes the files anew and fails, so that no run passes by rewriting what it compares with. */
export const UPDATING_GOLDENS = process.env['UPDATE_GOLDENS'] === '1';

/** Whole bodies, byte for byte: those of one area, such as `conversations`, in one format. */
export class GoldenFiles {
  private readonly folder: string;

  constructor(area: string, format: Format) {
    this.folder = join(FOLDER, area, format);
  }

  names(): string[] {
    return readdirSync(this.folder).map((file) => file.replace('.golden.json', ''));
  }

  /** The bytes that a body is to be. `UPDATE_GOLDENS=1` makes them `received`, for a person to look through. */
  read(name: string, received: string, placeholders: Placeholders): string {
    const path = join(this.folder, `${name}.golden.json`);
    if (!UPDATING_GOLDENS) return placeholders.fill(readFileSync(path, 'utf8'));
    writeFileSync(path, placeholders.clear(received));
    throw new Error(`Wrote ${path}: look at the difference and run without UPDATE_GOLDENS`);
  }
}
