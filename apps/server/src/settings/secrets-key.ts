import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { SECRETS_KEY_TAKES, SecretBox } from '@app/secrets';
import { readSecretsKey } from './settings';
import { SettingsError } from './settings-error';

/**
 * What SECRETS_KEY would say, from the file beside the database. Its key is made on the first start, and readable by its owner only.
 * @throws SettingsError where the file holds something else
 */
export function loadSecretsKey(databasePath: string): string {
  const path = `${databasePath}.key`;
  if (!existsSync(path)) {
    // Whole or not at all: half a key would keep every later start from going on.
    const temporary = `${path}.tmp`;
    writeFileSync(temporary, `${SecretBox.makeKey()}\n`, { mode: 0o600, flush: true });
    renameSync(temporary, path);
  }
  const key = readFileSync(path, 'utf8').trim();
  if (readSecretsKey(key) === undefined) {
    throw new SettingsError('SECRETS_KEY', `the file ${path}`, SECRETS_KEY_TAKES);
  }
  return key;
}
