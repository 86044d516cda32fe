import { isIP, type Socket } from 'node:net';
import { buildConnector } from 'undici';
import { ConnectionStopwatch } from './connection-stopwatch';
import type { EgressGuard } from './egress-guard';
import { ConnectionError, classifyConnectFailure } from './failures';
import type { FreshConnection } from './fresh-connection';
import { type ResolveAll, guardedLookup } from './guarded-lookup';

/** For the look-up, TCP and TLS together. Leaves room for two retransmissions of the SYN, after 1 and 3 s. */
const CONNECT_TIMEOUT_MS = 5_000;

/** The usual response is smaller. */
const MAX_READ_BYTES = 4 * 1024;

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/** undici returns the socket at once; its types do not say so. */
type Connect = (...args: Parameters<buildConnector.connector>) => Socket;

export interface GuardedConnectorOptions {
  readonly guard: EgressGuard;
  readonly resolve: ResolveAll;
  readonly fresh: FreshConnection;
}

/**
 * undici's way to open connections, past the guard. Checked once a connection and not once a POST:
 * what a connection leads to does not change.
 */
export class GuardedConnector {
  private readonly connecting = new Set<Socket>();

  constructor(private readonly options: GuardedConnectorOptions) {}

  /** For one origin, because a look-up is not told which port it is for. */
  to(origin: string): buildConnector.connector {
    const { guard, resolve, fresh } = this.options;
    const { protocol, port: givenPort } = new URL(origin);
    const port = givenPort === '' ? DEFAULT_PORTS[protocol]! : Number(givenPort);
    const connect = buildConnector({
      lookup: guardedLookup(guard, port, resolve),
      timeout: CONNECT_TIMEOUT_MS,
    }) as Connect;

    return (options, callback) => {
      const stopwatch = new ConnectionStopwatch();
      const fail = (error: Error): void => {
        const errorClass = classifyConnectFailure(error, protocol);
        callback(new ConnectionError(errorClass, error, stopwatch.read(false)), null);
      };
      if (isIP(options.hostname) !== 0) {
        try {
          guard.check(options.hostname, port);
        } catch (refusal) {
          fail(refusal as Error);
          return;
        }
      }
      const socket = connect(options, (...[error, connected]) => {
        this.connecting.delete(socket);
        if (error) {
          fail(error);
        } else {
          const timings = stopwatch.read(protocol === 'https:');
          readInPieces(connected);
          fresh.during(timings, () => callback(null, connected));
        }
      });
      stopwatch.watch(socket);
      this.connecting.add(socket);
    };
  }

  /** Gives up what is not connected yet: undici forgets it, and it would hold the process for as long. */
  abort(): void {
    for (const socket of this.connecting) {
      socket.destroy(new Error('No longer wanted'));
    }
  }
}

/**
 * undici parses all that it reads at once, up to 64 KiB, and makes an error with a stack trace of
 * every header beyond its limit: 70 ms a POST to an endpoint that floods with headers, in which
 * nobody else is served. In pieces, it stops after the one that goes too far: 5 ms.
 */
function readInPieces(socket: Socket): void {
  const read = socket.read.bind(socket);
  socket.read = () => {
    if (socket.destroyed) {
      return null;
    }
    return socket.readableLength > MAX_READ_BYTES ? read(MAX_READ_BYTES) : read();
  };
}
