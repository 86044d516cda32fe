import { randomBytes } from 'node:crypto';

/** Standard Webhooks takes 24 to 64 bytes; 32 are the length of the HMAC's own output. */
const SECRET_BYTES = 32;

export function makeSigningSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}
