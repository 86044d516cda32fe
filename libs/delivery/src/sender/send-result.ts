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
 * - `invalid-response`: not HTTP/1, more header bytes than Node takes (16 KiB), or more
 *   informational responses than anybody needs
 * - `redirect`: 3xx; redirects are not followed
 * - `http-status`: any other status but 2xx
 *
 * At any time:
 * - `timeout`: not connected in time, or no complete response in time
 * - `aborted`: by this process, because it is shutting down or its thread that sends came to an end
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

/** How a connection came about. Each is null where there was none of it: `dnsMs` for an address. */
export interface ConnectionTimings {
  /** The look-up of the name. */
  readonly dnsMs: number | null;
  /** TCP. */
  readonly connectMs: number | null;
  /** TLS, from there. */
  readonly tlsMs: number | null;
}

/**
 * Milliseconds, to a tenth. What a connection took is null where it was there already, and where it
 * did not come that far.
 */
export interface SendTimings extends ConnectionTimings {
  /** From the start of the exchange to the head of the response; null where none came. */
  readonly firstByteMs: number | null;
}

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
  /** From the start of the exchange to its end. Milliseconds, to a tenth. */
  readonly durationMs: number;
  readonly timings: SendTimings;
  /** The Retry-After header as it came: seconds or an HTTP date. */
  readonly retryAfter: string | null;
}

/** The message of what is `aborted` by a shutdown. */
export const CUT_OFF = 'Cut off by shutdown';

/** Of what never came to a connection. */
export function unsent(errorClass: SendErrorClass, errorMessage: string): SendResult {
  return {
    ok: false,
    statusCode: null,
    errorClass,
    errorMessage,
    responseBody: '',
    responseHeaders: {},
    durationMs: 0,
    timings: { dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: null },
    retryAfter: null,
  };
}

export function toTenths(durationMs: number): number {
  return Math.round(durationMs * 10) / 10;
}
