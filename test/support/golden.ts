import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '../e2e/golden');

/**
 * The bytes that a POST's body is to be.
 * @param createdAtSeconds of the message: unix seconds, the one thing that no file can know
 */
export function goldenBody(name: string, createdAtSeconds: number): string {
  const [date, time] = new Date(createdAtSeconds * 1000).toISOString().slice(0, 19).split('T');
  return readFileSync(join(FOLDER, `message-created.${name}.golden.json`), 'utf8').replace(
    '{{created_at}}',
    `${date} ${time} UTC`,
  );
}
