import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { SecretBox } from '@app/secrets';
import { readSecretsKey, SettingsError } from './settings';

/**
 * The key in the file beside the database, made on the first start and readable by its owner only.
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
    throw new SettingsError('SECRETS_KEY', `the file ${path}`, 'base64 of 32 bytes');
  }
  return key;
}
