import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
/** NIST SP 800-38D, section 8.2: 96 bits for random nonces. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** A shortened tag, easier to forge, is refused. */
const OPTIONS = { authTagLength: TAG_BYTES };
/** Of either alphabet, padded or not. */
const BASE64 = /^[\w+/-]*={0,2}$/;

/** What a SECRETS_KEY is to be, for those who are told that theirs is not. */
export const SECRETS_KEY_TAKES = `base64 of ${KEY_BYTES} bytes, or several such keys separated by commas`;

export class InvalidSecretsKeyError extends Error {
  constructor(got: string) {
    super(`${SECRETS_KEY_TAKES}, got ${got}`);
    this.name = 'InvalidSecretsKeyError';
  }
}

interface Key {
  readonly id: string;
  readonly bytes: Buffer;
}

/**
 * Keeps signing secrets unreadable in the log and in the read model. A sealed secret reads
 * `v1.<key id>.<base64 of nonce, tag and ciphertext>`; the key id, 8 hex digits, tells which key it
 * takes. The first key seals, and all of them open: so one key takes another's place.
 */
export class SecretBox {
  private readonly keys: readonly [Key, ...Key[]];

  /**
   * @param secretsKey base64 of 32 bytes, or several such keys separated by commas, newest first
   * @throws InvalidSecretsKeyError
   */
  constructor(secretsKey: string) {
    this.keys = secretsKey.split(',').map((text) => readKey(text.trim())) as [Key, ...Key[]];
    if (new Set(this.keyIds).size < this.keys.length) throw new InvalidSecretsKeyError('one twice');
  }

  static makeKey(): string {
    return randomBytes(KEY_BYTES).toString('base64');
  }

  /** Of the keys that it opens with, newest first. */
  get keyIds(): readonly string[] {
    return this.keys.map(({ id }) => id);
  }

  /** Whether the key that seals today sealed it. */
  isSealedToday(sealed: string): boolean {
    return sealed.startsWith(`v1.${this.keys[0].id}.`);
  }

  seal(secret: string): string {
    const [{ id, bytes }] = this.keys;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, bytes, nonce, OPTIONS);
    const ciphertext = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    const sealed = Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]);
    return `v1.${id}.${sealed.toString('base64')}`;
  }

  /** The same for the same text, and of no use for guessing it to whoever lacks the key. */
  fingerprint(text: string): string {
    return fingerprintOf(text, this.keys[0]);
  }

  /** What {@link fingerprint} gave while an older key was the first, newest first. */
  olderFingerprints(text: string): string[] {
    return this.keys.slice(1).map((key) => fingerprintOf(text, key));
  }

  /** @throws Error where it was sealed with another key, or has been changed since */
  open(sealed: string): string {
    const [version, keyId, encoded = ''] = sealed.split('.');
    const key = this.keys.find(({ id }) => id === keyId);
    if (version !== 'v1' || !key) {
      throw new Error(
        `The secret was sealed with key ${keyId}, SECRETS_KEY is ${this.keyIds.join(', ')}`,
      );
    }
    const bytes = Buffer.from(encoded, 'base64');
    const nonce = bytes.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv(ALGORITHM, key.bytes, nonce, OPTIONS);
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    const ciphertext = bytes.subarray(NONCE_BYTES + TAG_BYTES);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString('utf8');
  }
}

function readKey(text: string): Key {
  // Buffer ends at a padding, and would take the first of two keys without a comma for all.
  if (!BASE64.test(text)) throw new InvalidSecretsKeyError('what is not base64');
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== KEY_BYTES) throw new InvalidSecretsKeyError(`${bytes.length} bytes`);
  return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 8), bytes };
}

function fingerprintOf(text: string, key: Key): string {
  return createHmac('sha256', key.bytes).update('fingerprint\0').update(text).digest('base64url');
}
