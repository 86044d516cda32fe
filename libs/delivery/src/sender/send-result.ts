/**
 * Why a POST did not succeed.
 *
 * Before anything was sent:
 * - `invalid-url`: not an http or https URL
 * - `refused-address`: the egress guard forbids the address
 * - `dns`: the name could not be resolved
 * - `connect`: no TCP connection
 * - `tls`: no TLS session: a bad certificate, or no TLS there
 *
 * After:
 * - `reset`: the connection ended before the response did
 * - `invalid-response`: not HTTP/1.1, or more header bytes than Node takes (16 KiB)
 * - `redirect`: 3xx; redirects are not followed
 * - `http-status`: any other status but 2xx
 *
 * At any time:
 * - `timeout`: the deadline passed
 * - `aborted`: this process is shutting down
 */
export type SendErrorClass =
  | 'invalid-url'
  | 'refused-address'
  | 'dns'
  | 'connect'
  | 'tls'
  | 'reset'
  | 'invalid-response'
  | 'redirect'
  | 'http-status'
  | 'timeout'
  | 'aborted';

/** Names in lower case. */
export type ResponseHeaders = Readonly<Record<string, string | string[] | undefined>>;

export interface SendResult {
  /** The endpoint answered 2xx, completely or with more body than is read. */
  readonly ok: boolean;
  /** Null where no response began. */
  readonly statusCode: number | null;
  /** Null exactly when `ok`. */
  readonly errorClass: SendErrorClass | null;
  readonly errorMessage: string | null;
  /** The first 16 KiB as UTF-8, with U+FFFD for what is not. */
  readonly responseBody: string;
  readonly responseHeaders: ResponseHeaders;
  readonly durationMs: number;
  /** The Retry-After header as it came: seconds or an HTTP date. */
  readonly retryAfter: string | null;
}
