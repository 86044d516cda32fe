import { createHmac, timingSafeEqual } from 'node:crypto';
import { Refusal } from '@app/event-store';
import type { SecretBox } from '@app/secrets';
import type { Inbox } from '../../domain/inbox';

/**
 * Whether the customer's own server has vouched for an identifier: it alone, and no browser, knows
 * the inbox's token.
 * @param hash hex of HMAC-SHA256(token, identifier); null where nobody vouches
 * @throws Refusal where there is a hash and it is not the identifier's
 */
export function isVouchedFor(
  { sealedHmacToken }: Inbox,
  identifier: string | null,
  hash: string | null,
  secretBox: SecretBox,
): boolean {
  if (hash === null) return false;
  if (identifier === null || identifier === '' || sealedHmacToken === '') throw wrongHash();
  const token = secretBox.open(sealedHmacToken);
  const expected = Buffer.from(createHmac('sha256', token).update(identifier).digest('hex'));
  const given = Buffer.from(hash);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw wrongHash();
  return true;
}

/** The words are Chatwoot's. */
function wrongHash(): Refusal {
  return new Refusal('unauthorized', 'HMAC failed: Invalid Identifier Hash Provided');
}
