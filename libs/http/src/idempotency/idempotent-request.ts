import { type Idempotency, quoteReceived, Refusal } from '@app/event-store';
import type { SecretBox } from '@app/secrets';
import type { FastifyRequest } from 'fastify';
import { expectWellFormed } from '../well-formed';
import { canonicalJson } from './canonical-json';

export type IdempotentRequest = FastifyRequest & {
  /** Set by a guard: whose keys the request's are, such as `account:1/user:7`. */
  idempotencyScope?: string;
  /** Set by a guard where strangers share a scope: whoever has a key there has what it made. */
  sharedIdempotencyScope?: boolean;
  /** Set before the handler runs, for the metadata of its command. */
  idempotency?: Idempotency;
};

/** As long as what other APIs take; a random UUID has 36. */
const KEY = /^[\x20-\x7e]{1,255}$/;
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * What the request's `Idempotency-Key` stands for; undefined where it has none.
 * @throws Refusal where it is none that a client may send, or the body none that could be compared
 */
export function readIdempotency(
  request: IdempotentRequest,
  secretBox: SecretBox,
): Idempotency | undefined {
  const { headers, idempotencyScope, method, routeOptions, url, body } = request;
  const key = headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !KEY.test(key)) {
    throw Refusal.invalid(
      'idempotency_key',
      `Idempotency-Key must be 1 to 255 printable ASCII characters, got ${quoteReceived(key)}`,
    );
  }
  if (request.sharedIdempotencyScope && !UUID.test(key)) {
    throw Refusal.invalid(
      'idempotency_key',
      `Idempotency-Key must be a random UUID, which nobody guesses, got ${quoteReceived(key)}`,
    );
  }
  if (idempotencyScope === undefined) {
    throw new Error(
      `No guard of ${method} ${routeOptions.url} says whose idempotency keys it takes`,
    );
  }
  expectWellFormed(body);
  const text = `${method} ${url}\n${canonicalJson(body)}`;
  return {
    key: `${idempotencyScope} ${method} ${routeOptions.url} ${key}`,
    // Keyed, for a body may hold a password that somebody could guess by a plain hash.
    fingerprint: secretBox.fingerprint(text),
    olderFingerprints: secretBox.olderFingerprints(text),
  };
}
