import { findHeader, requireHeader, type WebhookHeaders } from './headers';
import { parseBody } from './parse-body';
import { checkSignatures, sign } from './signature';
import { checkTimestamp, type VerificationOptions } from './timestamp';

/**
 * As `verifyWebhook`, by the older headers: `X-Hoory-Timestamp` and `X-Hoory-Signature`, or
 * `X-Chatwoot-…` in the chatwoot format. They leave the delivery's id unsigned; prefer
 * `verifyWebhook` where you can choose.
 *
 * @param secret the webhook's secret as shown; used as it stands, prefix and all
 * @param rawBody the body as received, before any parsing
 * @throws WebhookVerificationError that says in `failedCheck` what is wrong with the POST
 * @throws TypeError where the secret is empty
 * @throws SyntaxError where a body that is truly the sender's is not JSON
 */
export function verifyHoorySignature<Payload = unknown>(
  secret: string,
  headers: WebhookHeaders,
  rawBody: string | Uint8Array,
  options: VerificationOptions = {},
): Payload {
  // Anybody can sign with an empty key.
  if (!secret) throw new TypeError('A webhook secret is not empty');
  const family = findHeader(headers, 'x-chatwoot-signature') ? 'x-chatwoot' : 'x-hoory';
  const signature = requireHeader(headers, `${family}-signature`);
  const timestamp = requireHeader(headers, `${family}-timestamp`);

  checkTimestamp(timestamp, options);
  const expected = sign(secret, { prefix: `${timestamp}.`, rawBody }, 'hex');
  checkSignatures([signature], `sha256=${expected}`);
  return parseBody(rawBody);
}
