import { type Dispatcher, errors } from 'undici';
import { ConnectionError, classifyExchangeFailure } from './failures';
import type { FreshConnection } from './fresh-connection';
import type { InFlight, InFlightMember } from './in-flight';
import {
  type ConnectionTimings,
  type ResponseHeaders,
  type SendErrorClass,
  type SendResult,
  toTenths,
} from './send-result';

/** Enough to see what an endpoint complains about; more would be its log, not ours. */
const MAX_RESPONSE_BODY_BYTES = 16 * 1024;

/**
 * Every one of them costs, and a response may be preceded by any number: without a limit, an
 * endpoint could keep this process busy until the deadline.
 */
const MAX_INFORMATIONAL_RESPONSES = 16;

const NO_BODY = Buffer.alloc(0);
const NO_HEADERS: ResponseHeaders = Object.freeze({});
const NO_CONNECTION: ConnectionTimings = { dnsMs: null, connectMs: null, tlsMs: null };

/**
 * One POST and its response, as undici's handler of it. It settles once, by whichever comes first:
 * the end of the response, more body than is read, an error, the deadline, an abort. What undici
 * reports afterwards is ignored.
 *
 * The deadline bounds the wait for a connection, and then begins anew for the response.
 *
 * On the hot path: one object, one timer and no closure a POST.
 */
export class Exchange implements Dispatcher.DispatchHandler, InFlightMember {
  inFlightIndex = 0;
  private readonly startedAtMs = performance.now();
  private readonly deadline: NodeJS.Timeout;
  private settled = false;
  /** Null until the request is on a connection. */
  private controller: Dispatcher.DispatchController | null = null;
  private connection = NO_CONNECTION;
  private informationalResponses = 0;
  private headAtMs: number | null = null;
  private statusCode: number | null = null;
  private headers: ResponseHeaders = NO_HEADERS;
  private body: Buffer = NO_BODY;
  private bodyBytes = 0;

  constructor(
    private readonly inFlight: InFlight<Exchange>,
    private readonly fresh: FreshConnection,
    private readonly timeoutMs: number,
    private readonly resolve: (result: SendResult) => void,
    private readonly reject: (error: Error) => void,
  ) {
    inFlight.add(this);
    // Node keeps timers of one duration in one list: 0.3 µs a POST, a wheel would not be cheaper.
    this.deadline = setTimeout(expire, timeoutMs, this);
  }

  /** Cuts the exchange off; its result says so. */
  abort(errorClass: 'timeout' | 'aborted', message: string): void {
    this.settle(errorClass, message);
    this.controller?.abort(new Error(message));
  }

  /**
   * After a stall of the process, timers run before sockets are read: without this turn, every
   * response that came in time but lies unread would count as a timeout, and every connection that
   * came about too.
   */
  expireAfterPoll(): void {
    const { controller } = this;
    setImmediate(() => {
      if (!this.settled && this.controller === controller) {
        this.abort('timeout', `${this.stage()} within ${this.timeoutMs} ms`);
      }
    });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.settled) {
      // Too late while it waited for a connection. Throwing takes it off the queue; to abort it
      // would close the connection, which the next request can use.
      throw new Error('Settled before it could be sent');
    }
    this.controller = controller;
    this.connection = this.fresh.take() ?? NO_CONNECTION;
    this.deadline.refresh();
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    statusCode: number,
    headers: ResponseHeaders,
  ): void {
    if (statusCode < 200) {
      this.informationalResponses += 1;
      if (this.informationalResponses > MAX_INFORMATIONAL_RESPONSES) {
        const message = `More than ${MAX_INFORMATIONAL_RESPONSES} informational responses`;
        this.settle('invalid-response', message);
        controller.abort(new Error(message));
      }
      return;
    }
    this.headAtMs = performance.now();
    this.statusCode = statusCode;
    this.headers = headers;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.keep(chunk);
    if (this.bodyBytes > MAX_RESPONSE_BODY_BYTES) {
      this.settleByStatus();
      controller.abort(new Error('Response body longer than is read'));
    }
  }

  onResponseEnd(): void {
    this.settleByStatus();
  }

  onResponseError(_controller: Dispatcher.DispatchController | undefined, error: Error): void {
    if (this.settled) {
      return;
    }
    if (error instanceof errors.InvalidArgumentError) {
      this.finish();
      this.reject(error);
    } else if (error instanceof ConnectionError) {
      this.connection = error.timings;
      this.settle(error.errorClass, error.message);
    } else {
      this.settle(classifyExchangeFailure(error, this.statusCode !== null), error.message);
    }
  }

  /** The usual response is one chunk, which is not copied; a dripping one fills one buffer. */
  private keep(chunk: Buffer): void {
    if (this.bodyBytes === 0) {
      this.body = chunk;
    } else {
      if (this.body.length < MAX_RESPONSE_BODY_BYTES) {
        const first = this.body;
        this.body = Buffer.allocUnsafe(MAX_RESPONSE_BODY_BYTES);
        first.copy(this.body);
      }
      chunk.copy(this.body, this.bodyBytes);
    }
    this.bodyBytes += chunk.length;
  }

  private settleByStatus(): void {
    const statusCode = this.statusCode ?? 0;
    if (statusCode >= 200 && statusCode < 300) {
      this.settle(null, null);
    } else if (statusCode >= 300 && statusCode < 400) {
      this.settle('redirect', `HTTP ${statusCode}: redirects are not followed`);
    } else {
      this.settle('http-status', `HTTP ${statusCode}`);
    }
  }

  private settle(errorClass: SendErrorClass | null, errorMessage: string | null): void {
    if (this.settled) {
      return;
    }
    this.finish();
    const retryAfter = this.headers['retry-after'];
    this.resolve({
      ok: errorClass === null,
      statusCode: this.statusCode,
      errorClass,
      errorMessage,
      responseBody: this.body.toString(
        'utf8',
        0,
        Math.min(this.bodyBytes, MAX_RESPONSE_BODY_BYTES),
      ),
      responseHeaders: this.headers,
      durationMs: toTenths(performance.now() - this.startedAtMs),
      timings: {
        dnsMs: this.connection.dnsMs,
        connectMs: this.connection.connectMs,
        tlsMs: this.connection.tlsMs,
        firstByteMs: this.headAtMs === null ? null : toTenths(this.headAtMs - this.startedAtMs),
      },
      retryAfter: (Array.isArray(retryAfter) ? retryAfter[0] : retryAfter) ?? null,
    });
  }

  private finish(): void {
    this.settled = true;
    clearTimeout(this.deadline);
    this.inFlight.remove(this);
  }

  private stage(): string {
    if (this.controller === null) {
      return 'Not connected';
    }
    return this.statusCode === null ? 'No response' : 'Response not complete';
  }
}

function expire(exchange: Exchange): void {
  exchange.expireAfterPoll();
}
