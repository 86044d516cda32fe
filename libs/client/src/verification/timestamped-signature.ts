import { requireHeader, type WebhookHeaders } from './headers';
import { parseBody } from './parse-body';
import { checkSignatures, sign } from './signature';
import { checkTimestamp, type VerificationOptions } from './timestamp';

/** Verifies `<family>-timestamp` and `<family>-signature`, which leave the delivery's id unsigned. */
export function verifyTimestampedSignature<Payload>(
  family: 'x-hoory' | 'x-chatwoot',
  secret: string,
  headers: WebhookHeaders,
  rawBody: string | Uint8Array,
  options: VerificationOptions,
): Payload {
  // Anybody can sign with an empty key.
  if (!secret) throw new TypeError('A webhook secret is not empty');
  const signature = requireHeader(headers, `${family}-signature`);
  const timestamp = requireHeader(headers, `${family}-timestamp`);

  checkTimestamp(timestamp, options);
  const expected = sign(secret, { prefix: `${timestamp}.`, rawBody }, 'hex');
  checkSignatures([signature], `sha256=${expected}`);
  return parseBody(rawBody);
}
