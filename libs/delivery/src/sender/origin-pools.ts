import { Pool, type buildConnector } from 'undici';

/**
 * Kept-alive sockets idle no longer than this, whatever the endpoint offers. Without an offer
 * undici closes them after 4 s: later than that, many servers close first.
 */
const MAX_IDLE_SOCKET_MS = 60_000;

export interface OriginPoolsOptions {
  readonly connectorTo: (origin: string) => buildConnector.connector;
  readonly maxConnectionsPerOrigin: number;
  readonly maxOrigins: number;
}

/**
 * One connection pool an origin. A pool goes when its last connection does; beyond `maxOrigins`
 * the least recently used one goes as soon as its requests in flight are done.
 */
export class OriginPools {
  /** Least recently used first. */
  private readonly pools = new Map<string, Pool>();

  constructor(private readonly options: OriginPoolsOptions) {}

  get(origin: string): Pool {
    const pool = this.pools.get(origin) ?? this.open(origin);
    this.pools.delete(origin);
    this.pools.set(origin, pool);
    if (this.pools.size > this.options.maxOrigins) {
      this.evictLeastRecentlyUsed();
    }
    return pool;
  }

  async destroy(): Promise<void> {
    const pools = [...this.pools.values()];
    this.pools.clear();
    await Promise.all(pools.map((pool) => pool.destroy()));
  }

  private open(origin: string): Pool {
    const pool = new Pool(origin, {
      connect: this.options.connectorTo(origin),
      connections: this.options.maxConnectionsPerOrigin,
      keepAliveMaxTimeout: MAX_IDLE_SOCKET_MS,
      // The exchange has one deadline of its own; undici's would be two more timers a POST.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    const closeIfUnused = (): void => {
      const { connected, size } = pool.stats;
      if (connected === 0 && size === 0 && this.pools.get(origin) === pool) {
        this.close(origin, pool);
      }
    };
    return pool.on('disconnect', closeIfUnused).on('connectionError', closeIfUnused);
  }

  private evictLeastRecentlyUsed(): void {
    for (const [origin, pool] of this.pools) {
      this.close(origin, pool);
      return;
    }
  }

  private close(origin: string, pool: Pool): void {
    this.pools.delete(origin);
    void pool.close();
  }
}
