import { requireHeader, type WebhookHeaders } from './headers';
import { parseBody } from './parse-body';
import { checkSignatures, sign } from './signature';
import { checkTimestamp, type VerificationOptions } from './timestamp';

const SECRET = /^whsec_([A-Za-z0-9+/]+={0,2})$/;

/**
 * Tells whether a POST is from Hoory, by the headers of Standard Webhooks
 * (https://www.standardwebhooks.com), and gives its payload. A
 * POST may carry several signatures; one of this secret is enough.
 *
 * @param secret the webhook's secret as shown: `whsec_` and base64
 * @param rawBody the body as received, before any parsing
 * @throws WebhookVerificationError that says in `failedCheck` what is wrong with the POST
 * @throws TypeError where the secret is none
 * @throws SyntaxError where a body that is truly the sender's is not JSON
 */
export function verifyWebhook<Payload = unknown>(
  secret: string,
  headers: WebhookHeaders,
  rawBody: string | Uint8Array,
  options: VerificationOptions = {},
): Payload {
  const key = decodeKey(secret);
  const id = requireHeader(headers, 'webhook-id');
  const timestamp = requireHeader(headers, 'webhook-timestamp');
  const signatures = requireHeader(headers, 'webhook-signature').split(' ');

  checkTimestamp(timestamp, options);
  const expected = sign(key, { prefix: `${id}.${timestamp}.`, rawBody }, 'base64');
  checkSignatures(signatures, `v1,${expected}`);
  return parseBody(rawBody);
}

/** Refuses a secret that decodes to nothing: anybody can sign with an empty key. */
function decodeKey(secret: string): Uint8Array {
  const key = Buffer.from(SECRET.exec(secret)?.[1] ?? '', 'base64');
  if (key.length === 0) throw new TypeError('A webhook secret is "whsec_" followed by base64');
  return key;
}
