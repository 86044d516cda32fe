import type { Socket } from 'node:net';
import { type ConnectionTimings, toTenths } from './send-result';

/** Measures how a connection comes about, by what its socket says. Made as the socket is. */
export class ConnectionStopwatch {
  private readonly startedAtMs = performance.now();
  private lookedUpAtMs: number | null = null;
  private connectedAtMs: number | null = null;

  watch(socket: Socket): void {
    socket.once('lookup', () => {
      this.lookedUpAtMs = performance.now();
    });
    // Before undici hears of it.
    socket.prependOnceListener('connect', () => {
      this.connectedAtMs = performance.now();
    });
  }

  /** As far as it came. @param tlsReady whether there is a TLS session by now */
  read(tlsReady: boolean): ConnectionTimings {
    const { startedAtMs, lookedUpAtMs, connectedAtMs } = this;
    return {
      dnsMs: lookedUpAtMs === null ? null : toTenths(lookedUpAtMs - startedAtMs),
      connectMs:
        connectedAtMs === null ? null : toTenths(connectedAtMs - (lookedUpAtMs ?? startedAtMs)),
      tlsMs:
        connectedAtMs === null || !tlsReady ? null : toTenths(performance.now() - connectedAtMs),
    };
  }
}
