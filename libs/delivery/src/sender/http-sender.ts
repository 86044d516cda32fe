import { lookup } from 'node:dns';
import type { EgressGuard } from './egress-guard';
import { Exchange } from './exchange';
import { FreshConnection } from './fresh-connection';
import { GuardedConnector } from './guarded-connector';
import type { ResolveAll } from './guarded-lookup';
import { InFlight } from './in-flight';
import { OriginPools } from './origin-pools';
import { CUT_OFF, type SendResult, unsent } from './send-result';
import { Targets } from './targets';

export interface HttpSenderOptions {
  readonly guard: EgressGuard;
  /** The system's unless given. */
  readonly resolve?: ResolveAll;
  /** Requests beyond it wait. */
  readonly maxConnectionsPerOrigin?: number;
  /** How many origins keep connections open; the least recently used ones lose theirs. */
  readonly maxOrigins?: number;
}

export interface HttpPost {
  readonly url: string;
  /** Name, value, name, value …: what `signHeaders` returns. */
  readonly headers: string[];
  readonly body: string | Buffer;
  /**
   * From when the request is on its connection to the end of the response. Waiting for a connection
   * takes no longer either, and opening one no longer than 5 s.
   */
  readonly timeoutMs: number;
}

/**
 * POSTs to endpoints over kept-alive HTTP/1.1 connections. Follows no redirect, decompresses
 * nothing, reads at most 16 KiB of a response.
 */
export class HttpSender {
  private readonly fresh = new FreshConnection();
  private readonly targets = new Targets();
  private readonly inFlight = new InFlight<Exchange>();
  private readonly connector: GuardedConnector;
  private readonly pools: OriginPools;
  private closed = false;

  constructor(options: HttpSenderOptions) {
    const { guard, resolve = lookup, maxConnectionsPerOrigin = 64, maxOrigins = 1024 } = options;
    this.connector = new GuardedConnector({ guard, resolve, fresh: this.fresh });
    this.pools = new OriginPools({
      connectorTo: (origin) => this.connector.to(origin),
      maxConnectionsPerOrigin,
      maxOrigins,
    });
  }

  /**
   * Whatever the URL and the endpoint behind it do is a result, never a rejection.
   *
   * @throws {errors.InvalidArgumentError} of undici, for headers that HTTP does not permit
   */
  send({ url, headers, body, timeoutMs }: HttpPost): Promise<SendResult> {
    const target = this.targets.of(url);
    if (!target) return Promise.resolve(unsent('invalid-url', `Not an http or https URL: ${url}`));
    return new Promise((resolve, reject) => {
      const exchange = new Exchange(this.inFlight, this.fresh, timeoutMs, resolve, reject);
      if (this.closed) {
        exchange.abort('aborted', CUT_OFF);
        return;
      }
      const { origin, path } = target;
      this.pools.get(origin).dispatch({ path, method: 'POST', headers, body }, exchange);
    });
  }

  /** Cuts off what is in flight; those results say `aborted`. */
  abortAll(): void {
    for (const exchange of this.inFlight.snapshot()) {
      exchange.abort('aborted', CUT_OFF);
    }
  }

  /** Aborts what is in flight and closes every connection. A later `send` is `aborted` at once. */
  async close(): Promise<void> {
    this.closed = true;
    this.abortAll();
    const destroyed = this.pools.destroy();
    this.connector.abort();
    await destroyed;
  }
}
