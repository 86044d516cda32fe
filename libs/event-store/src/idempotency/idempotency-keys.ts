/** What tells a repeated request from a new one. */
export interface Idempotency {
  /** The client's key, made unique among all accounts, callers and routes. */
  readonly key: string;
  /** A hash of the request: one key stands for one request. */
  readonly fingerprint: string;
  /** What the same request's fingerprint was by keys of before: it is known by them as well. */
  readonly olderFingerprints?: readonly string[];
}

/** How long a key is remembered. */
export const IDEMPOTENCY_WINDOW_MS = 24 * 60 * 60 * 1_000;

/**
 * The answers given under idempotency keys in the last 24 hours. Each driver passes the suite in
 * `testing/event-store-conformance`, together with the store that records the commands.
 */
export abstract class IdempotencyKeys {
  /** @throws IdempotencyConflictError where the key stands for another request */
  abstract findAnswer(idempotency: Idempotency): Promise<string | undefined>;

  /** Resolves once the answer is on disk. */
  abstract saveAnswer(idempotency: Idempotency, answer: string): Promise<void>;

  /** Forgets the keys whose 24 hours are over. */
  abstract purge(): Promise<void>;
}
