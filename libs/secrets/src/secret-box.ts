import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
/** NIST SP 800-38D, section 8.2: 96 bits for random nonces. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** A shortened tag, easier to forge, is refused. */
const OPTIONS = { authTagLength: TAG_BYTES };

export class InvalidSecretsKeyError extends Error {
  constructor(gotBytes: number) {
    super(`base64 of ${KEY_BYTES} bytes, got ${gotBytes} bytes`);
    this.name = 'InvalidSecretsKeyError';
  }
}

/**
 * Keeps signing secrets unreadable in the log and in the read model. A sealed secret reads
 * `v1.<key id>.<base64 of nonce, tag and ciphertext>`; the key id tells which key it takes.
 */
export class SecretBox {
  private readonly key: Buffer;
  private readonly keyId: string;

  /**
   * @param key base64 of 32 bytes
   * @throws InvalidSecretsKeyError
   */
  constructor(key: string) {
    this.key = Buffer.from(key, 'base64');
    if (this.key.length !== KEY_BYTES) throw new InvalidSecretsKeyError(this.key.length);
    this.keyId = createHash('sha256').update(this.key).digest('hex').slice(0, 8);
  }

  static makeKey(): string {
    return randomBytes(KEY_BYTES).toString('base64');
  }

  seal(secret: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.key, nonce, OPTIONS);
    const ciphertext = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    const sealed = Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]);
    return `v1.${this.keyId}.${sealed.toString('base64')}`;
  }

  /** The same for the same text, and of no use for guessing it to whoever lacks the key. */
  fingerprint(text: string): string {
    return createHmac('sha256', this.key).update('fingerprint\0').update(text).digest('base64url');
  }

  /** @throws Error where it was sealed with another key, or has been changed since */
  open(sealed: string): string {
    const [version, keyId, encoded = ''] = sealed.split('.');
    if (version !== 'v1' || keyId !== this.keyId) {
      throw new Error(`The secret was sealed with key ${keyId}, SECRETS_KEY is ${this.keyId}`);
    }
    const bytes = Buffer.from(encoded, 'base64');
    const decipher = createDecipheriv(ALGORITHM, this.key, bytes.subarray(0, NONCE_BYTES), OPTIONS);
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    const ciphertext = bytes.subarray(NONCE_BYTES + TAG_BYTES);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString('utf8');
  }
}
