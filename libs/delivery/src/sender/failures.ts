import { errors } from 'undici';
import { EgressRefusedError } from './egress-guard';
import type { ConnectionTimings, SendErrorClass } from './send-result';

/** llhttp's words for a connection that ended too early; undici 7 loses its code for it. */
const LLHTTP_EOF = 'Invalid EOF state';

/** No connection to the endpoint came about. */
export class ConnectionError extends Error {
  constructor(
    readonly errorClass: SendErrorClass,
    cause: Error,
    /** As far as it came. */
    readonly timings: ConnectionTimings,
  ) {
    super(messageOf(cause), { cause });
    this.name = 'ConnectionError';
  }
}

export function classifyConnectFailure(error: Error, protocol: string): SendErrorClass {
  if (error instanceof EgressRefusedError) {
    return 'refused-address';
  }
  if (error instanceof errors.ConnectTimeoutError) {
    return 'timeout';
  }
  const { syscall } = error as NodeJS.ErrnoException;
  if (syscall === 'getaddrinfo') {
    return 'dns';
  }
  return protocol === 'https:' && syscall !== 'connect' && !isAggregate(error) ? 'tls' : 'connect';
}

/**
 * undici's words for 100 Continue and for 101 Switching Protocols where nobody asked for them. Its
 * other errors of sockets are of connections that the endpoint ended.
 */
const UNASKED_RESPONSES: ReadonlySet<string> = new Set(['bad response', 'bad upgrade']);

/** For an error on a connection that stood. */
export function classifyExchangeFailure(error: Error, responseBegan: boolean): SendErrorClass {
  if (error instanceof errors.HeadersOverflowError || isUnaskedResponse(error)) {
    return 'invalid-response';
  }
  if (error instanceof errors.HTTPParserError) {
    return error.message.includes(LLHTTP_EOF) ? 'reset' : 'invalid-response';
  }
  // undici reports a mismatch also for a header it cannot parse, once it has seen Content-Length.
  if (error instanceof errors.ResponseContentLengthMismatchError && !responseBegan) {
    return 'invalid-response';
  }
  return 'reset';
}

function isUnaskedResponse(error: Error): boolean {
  return error instanceof errors.SocketError && UNASKED_RESPONSES.has(error.message);
}

/** Node's error for a name all of whose addresses failed has no message of its own. */
function messageOf(error: Error): string {
  return isAggregate(error) ? error.errors.map(({ message }) => message).join('; ') : error.message;
}

function isAggregate(error: Error): error is Error & { errors: Error[] } {
  return 'errors' in error;
}
