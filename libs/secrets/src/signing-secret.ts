import { randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';
/** Standard Webhooks takes 24 to 64 bytes; 32 are the length of the HMAC's own output. */
const [MIN_BYTES, SECRET_BYTES, MAX_BYTES] = [24, 32, 64] as const;

export function makeSigningSecret(): string {
  return `${PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`;
}

/**
 * Why a secret that somebody gives is none, in words that follow its name and hold nothing of it;
 * undefined where it is one. Receivers' libraries decode base64 each in its own way, so that only
 * the canonical text, with its padding, is the same key to all of them.
 */
export function signingSecretProblem(secret: unknown): string | undefined {
  const takes = `must be ${PREFIX} and base64 of ${MIN_BYTES} to ${MAX_BYTES} bytes`;
  if (typeof secret !== 'string') return `${takes}, got no text`;
  if (!secret.startsWith(PREFIX)) return `${takes}, got no ${PREFIX} at its beginning`;
  const encoded = secret.slice(PREFIX.length);
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.toString('base64') !== encoded) return `${takes}, got what is not padded base64`;
  if (bytes.length < MIN_BYTES || bytes.length > MAX_BYTES) {
    return `${takes}, got ${bytes.length} bytes`;
  }
  return undefined;
}
