import type { EgressGuard } from './egress-guard';
import { Exchange } from './exchange';
import { guardedConnector } from './guarded-connector';
import { InFlight } from './in-flight';
import { OriginPools } from './origin-pools';
import type { SendResult } from './send-result';

const ABORTED = 'Cut off by shutdown';

export interface SenderOptions {
  readonly guard: EgressGuard;
  /** Requests beyond it wait, and their deadlines run. */
  readonly maxConnectionsPerOrigin?: number;
  /** How many origins keep connections open; the least recently used ones lose theirs. */
  readonly maxOrigins?: number;
}

export interface SendRequest {
  readonly url: string;
  /** Name, value, name, value …: what `signHeaders` returns. */
  readonly headers: string[];
  readonly body: string | Buffer;
  /** For the whole exchange: waiting, connecting, sending, and reading the response. */
  readonly timeoutMs: number;
}

/**
 * POSTs to endpoints over kept-alive HTTP/1.1 connections. Follows no redirect, decompresses
 * nothing, reads at most 16 KiB of a response.
 */
export class Sender {
  private readonly pools: OriginPools;
  private readonly inFlight = new InFlight<Exchange>();
  private closed = false;

  constructor({ guard, maxConnectionsPerOrigin = 64, maxOrigins = 1024 }: SenderOptions) {
    const connect = guardedConnector(guard);
    this.pools = new OriginPools({ connect, maxConnectionsPerOrigin, maxOrigins });
  }

  /**
   * Whatever the URL and the endpoint behind it do is a result, never a rejection.
   *
   * @throws {errors.InvalidArgumentError} of undici, for headers that HTTP does not permit
   */
  send({ url, headers, body, timeoutMs }: SendRequest): Promise<SendResult> {
    const target = parseHttpUrl(url);
    if (target === null) {
      return Promise.resolve(invalidUrl(url));
    }
    return new Promise((resolve, reject) => {
      const exchange = new Exchange(this.inFlight, timeoutMs, resolve, reject);
      if (this.closed) {
        exchange.abort('aborted', ABORTED);
        return;
      }
      const path = target.pathname + target.search;
      this.pools.get(target.origin).dispatch({ path, method: 'POST', headers, body }, exchange);
    });
  }

  /** Cuts off what is in flight; those results say `aborted`. */
  abortAll(): void {
    for (const exchange of this.inFlight.snapshot()) {
      exchange.abort('aborted', ABORTED);
    }
  }

  /** Aborts what is in flight and closes every connection. A later `send` is `aborted` at once. */
  async close(): Promise<void> {
    this.closed = true;
    this.abortAll();
    await this.pools.destroy();
  }
}

function parseHttpUrl(text: string): URL | null {
  try {
    const url = new URL(text);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url : null;
  } catch {
    return null;
  }
}

function invalidUrl(url: string): SendResult {
  return {
    ok: false,
    statusCode: null,
    errorClass: 'invalid-url',
    errorMessage: `Not an http or https URL: ${url}`,
    responseBody: '',
    responseHeaders: {},
    durationMs: 0,
    retryAfter: null,
  };
}
