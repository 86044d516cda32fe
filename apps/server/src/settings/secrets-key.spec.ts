import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SECRETS_KEY_TAKES, SecretBox } from '@app/secrets';
import { loadSecretsKey } from './secrets-key';
import { SettingsError } from './settings-error';

describe('the key in the file beside the database', () => {
  let directory: string;
  let databasePath: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'secrets-key-'));
    databasePath = join(directory, 'hoory.db');
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('is made on the first start, and opens and closes secrets', () => {
    const box = new SecretBox(loadSecretsKey(databasePath));
    expect(box.open(box.seal('whsec_secret'))).toBe('whsec_secret');
    expect(readFileSync(`${databasePath}.key`, 'utf8')).toMatch(/^[A-Za-z\d+/]{43}=\n$/);
  });

  it('is the same on every start after it', () => {
    const key = loadSecretsKey(databasePath);
    expect(loadSecretsKey(databasePath)).toBe(key);
  });

  it('is another for another database', () => {
    const key = loadSecretsKey(databasePath);
    expect(loadSecretsKey(join(directory, 'other.db'))).not.toBe(key);
  });

  it('is readable by its owner only', () => {
    loadSecretsKey(databasePath);
    expect(statSync(`${databasePath}.key`).mode & 0o777).toBe(0o600);
  });

  it('may have been put there by hand, without a line break or with a Windows one', () => {
    const key = SecretBox.makeKey();
    for (const text of [key, `${key}\r\n`]) {
      writeFileSync(`${databasePath}.key`, text);
      expect(loadSecretsKey(databasePath)).toBe(key);
    }
  });

  it('may be given company by hand: a newer one before it', () => {
    const key = loadSecretsKey(databasePath);
    const sealed = new SecretBox(key).seal('whsec_secret');
    const keys = `${SecretBox.makeKey()},${key}`;
    writeFileSync(`${databasePath}.key`, `${keys}\n`);
    expect(loadSecretsKey(databasePath)).toBe(keys);
    expect(new SecretBox(keys).open(sealed)).toBe('whsec_secret');
  });

  it.each(['', 'a passphrase\n'])(
    'is neither guessed nor replaced where it is spoilt: %j',
    (text) => {
      const path = `${databasePath}.key`;
      writeFileSync(path, text);
      const load = (): string => loadSecretsKey(databasePath);
      expect(load).toThrow(SettingsError);
      expect(load).toThrow(`SECRETS_KEY takes ${SECRETS_KEY_TAKES}, got "the file ${path}"`);
      expect(readFileSync(path, 'utf8')).toBe(text);
    },
  );
});
