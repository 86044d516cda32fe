import type { AxiosInstance } from 'axios';
import { HooryApiError, HooryConnectionError } from '../errors';
import { openEventStream } from './open-event-stream';
import { type ServerSentEvent, ServerSentEvents } from './server-sent-events';

const FIRST_PAUSE_MS = 250;
const MAX_PAUSE_MS = 15_000;

export interface FollowOptions {
  /** Ends it: what waits for the next one rejects with the signal's reason. Leaving the loop ends it as well. */
  readonly signal?: AbortSignal;
  /** Called each time a connection stands: from then on nothing is missed. */
  readonly onOpen?: () => void;
}

/**
 * The server-sent events of a route, for ever: once it has answered, a connection that ends or breaks
 * is made again from behind the last event that has come.
 *
 * @throws HooryApiError where the server refuses, and not for now only
 * @throws HooryConnectionError where there is no answer to begin with
 */
export async function* follow(
  http: AxiosInstance,
  path: string,
  { signal, onOpen }: FollowOptions,
  lastEventId?: string,
): AsyncGenerator<ServerSentEvent, void> {
  let last = lastEventId;
  let answered = false;
  let pauseMs = FIRST_PAUSE_MS;
  for (;;) {
    const events = new ServerSentEvents(last);
    let open = false;
    try {
      for await (const chunk of openEventStream(http, path, signal, last)) {
        if (!open) onOpen?.();
        open = true;
        answered = true;
        pauseMs = FIRST_PAUSE_MS;
        yield* events.read(chunk);
      }
    } catch (error) {
      signal?.throwIfAborted();
      if (!answered || !mayPass(error)) throw error;
    }
    last = events.lastEventId;
    await pause(pauseMs * (0.5 + Math.random() / 2), signal);
    pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS);
  }
}

/** What a server says that is starting, or has too much to do, or a proxy without one. */
function mayPass(error: unknown): boolean {
  if (error instanceof HooryApiError) return error.status >= 500 || error.status === 429;
  return error instanceof HooryConnectionError;
}

async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done);
  });
  signal?.throwIfAborted();
}
