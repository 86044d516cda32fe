import type { WebhookHeaders } from './headers';
import type { VerificationOptions } from './timestamp';
import { verifyTimestampedSignature } from './timestamped-signature';

/**
 * As `verifyWebhook`, by the headers `X-Hoory-Timestamp` and `X-Hoory-Signature` of the `hoory`
 * format. They leave the delivery's id unsigned; prefer `verifyWebhook` where you can choose.
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
  return verifyTimestampedSignature('x-hoory', secret, headers, rawBody, options);
}
