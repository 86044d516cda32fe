import type { ConnectionTimings } from './send-result';

/**
 * Hands what a connection took to the exchange it was opened for. undici tells a handler nothing of
 * its connection; but the very call that gives undici an open socket starts the first request on
 * it, before it returns and before any other socket is heard. So an exchange that starts during
 * that call is the first on the connection, and one that starts at any other time is on a
 * connection that was there.
 */
export class FreshConnection {
  private timings: ConnectionTimings | null = null;

  /** @param open what gives undici the socket */
  during(timings: ConnectionTimings, open: () => void): void {
    this.timings = timings;
    try {
      open();
    } finally {
      this.timings = null;
    }
  }

  /** For the exchange that starts now; null where its connection was there already. */
  take(): ConnectionTimings | null {
    const { timings } = this;
    this.timings = null;
    return timings;
  }
}
