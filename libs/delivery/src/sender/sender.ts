import type { SendResult } from './send-result';
import type { PostIdentity } from './sign';

export interface SendRequest {
  readonly identity: PostIdentity;
  readonly url: string;
  /** Newest first: what `signHeaders` takes. */
  readonly secrets: readonly string[];
  /** Name and value, in the order they were given. */
  readonly customHeaders: readonly (readonly [string, string])[];
  readonly body: string;
  /**
   * From when the request is on its connection to the end of the response. Waiting for a connection
   * takes no longer either, and opening one no longer than 5 s.
   */
  readonly timeoutMs: number;
}

export interface SignedSendResult extends SendResult {
  /** From `SignedHeaders`, to show the headers again; '' of what was never signed. */
  readonly signatures: string;
}

/** Signs requests and POSTs them to their endpoints. */
export abstract class Sender {
  /** Resolves once requests are sent without delay, or once it is known that waiting does not help. */
  abstract ready(): Promise<void>;

  /**
   * Whatever the URL and the endpoint behind it do is a result, never a rejection.
   *
   * @throws {Error} for headers that HTTP does not permit, and without a secret
   */
  abstract send(request: SendRequest): Promise<SignedSendResult>;

  /** Cuts off what is in flight; those results say `aborted`. */
  abstract abortAll(): void;

  /** Aborts what is in flight and closes every connection. A later `send` is `aborted` at once. */
  abstract close(): Promise<void>;
}
