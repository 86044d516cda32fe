import { isIP } from 'node:net';
import { buildConnector } from 'undici';
import type { EgressGuard } from './egress-guard';
import { ConnectionError, classifyConnectFailure } from './failures';
import { guardedLookup } from './guarded-lookup';

/** undici's default. Leaves room for three retransmissions of the SYN, after 1, 3 and 7 s. */
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * undici's way to open a connection, past the guard. Checked once a connection and not once a
 * POST: what a connection leads to does not change.
 */
export function guardedConnector(guard: EgressGuard): buildConnector.connector {
  const connect = buildConnector({ lookup: guardedLookup(guard), timeout: CONNECT_TIMEOUT_MS });

  return (options, callback) => {
    const fail = (error: Error): void => {
      callback(new ConnectionError(classifyConnectFailure(error, options.protocol), error), null);
    };
    if (isIP(options.hostname) !== 0) {
      try {
        guard.check(options.hostname);
      } catch (refusal) {
        fail(refusal as Error);
        return;
      }
    }
    connect(options, (...[error, socket]) => {
      if (error) {
        fail(error);
      } else {
        callback(null, socket);
      }
    });
  };
}
