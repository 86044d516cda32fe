import { randomBytes } from 'node:crypto';

/** Standard Webhooks takes 24 to 64 bytes; 32 are the length of the HMAC's own output. */
const SECRET_BYTES = 32;
const MIN_SECRET_BYTES = 24;
const MAX_SECRET_BYTES = 64;
const PREFIX = 'whsec_';

export function makeSigningSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString('base64');
}

/** Whether it is `whsec_` and base64, with its padding, of 24 to 64 bytes. */
export function isSigningSecret(secret: string): boolean {
  const encoded = secret.slice(PREFIX.length);
  const key = Buffer.from(encoded, 'base64');
  return (
    secret.startsWith(PREFIX) &&
    key.length >= MIN_SECRET_BYTES &&
    key.length <= MAX_SECRET_BYTES &&
    // Node passes over what is no base64; receivers refuse it.
    key.toString('base64') === encoded
  );
}
