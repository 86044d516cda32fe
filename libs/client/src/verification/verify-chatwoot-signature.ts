import type { WebhookHeaders } from './headers';
import type { VerificationOptions } from './timestamp';
import { verifyTimestampedSignature } from './timestamped-signature';

/**
 * As `verifyHoorySignature`, by the headers `X-Chatwoot-Timestamp` and `X-Chatwoot-Signature` of
 * the `chatwoot` format.
 *
 * @param secret the webhook's secret as shown; used as it stands, prefix and all
 * @param rawBody the body as received, before any parsing
 * @throws WebhookVerificationError that says in `failedCheck` what is wrong with the POST
 * @throws TypeError where the secret is empty
 * @throws SyntaxError where a body that is truly the sender's is not JSON
 */
export function verifyChatwootSignature<Payload = unknown>(
  secret: string,
  headers: WebhookHeaders,
  rawBody: string | Uint8Array,
  options: VerificationOptions = {},
): Payload {
  return verifyTimestampedSignature('x-chatwoot', secret, headers, rawBody, options);
}
