import type { AxiosInstance } from 'axios';
import { HooryApiError, HooryConnectionError } from '../errors';

/** The server sends something every 15 seconds at least. */
const SILENCE_MS = 45_000;

/**
 * The bytes of a route's server-sent events, until the server ends them. By fetch, which streams alike
 * in Node and in browsers.
 *
 * @throws HooryApiError, HooryConnectionError; the latter also where nothing comes for 45 seconds, as
 * from a server that is gone without a word
 */
export async function* openEventStream(
  http: AxiosInstance,
  path: string,
  signal: AbortSignal | undefined,
  lastEventId: string | undefined,
): AsyncGenerator<Uint8Array, void> {
  const connection = new AbortController();
  const close = (): void => connection.abort();
  signal?.addEventListener('abort', close);
  let silence = setTimeout(close, SILENCE_MS);
  try {
    signal?.throwIfAborted();
    const { status, headers, data } = await http.get<ReadableStream<Uint8Array>>(path, {
      adapter: 'fetch',
      responseType: 'stream',
      // It may last for days.
      timeout: 0,
      signal: connection.signal,
      headers: {
        accept: 'text/event-stream',
        ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
      },
      // What is wrong is told by a body, which has to be read from the stream first.
      validateStatus: () => true,
    });
    if (status !== 200) throw HooryApiError.from(status, await readJson(data));
    const type = String(headers['content-type']);
    if (!type.startsWith('text/event-stream')) {
      throw new HooryConnectionError(`Expected text/event-stream, got ${type}`, undefined, {});
    }
    const reader = data.getReader();
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw new HooryConnectionError('The stream broke off', undefined, { cause });
      });
      if (done) return;
      clearTimeout(silence);
      silence = setTimeout(close, SILENCE_MS);
      yield value;
    }
  } finally {
    clearTimeout(silence);
    signal?.removeEventListener('abort', close);
    close();
  }
}

/** undefined for what is no JSON. */
async function readJson(body: ReadableStream<Uint8Array>): Promise<unknown> {
  try {
    return await new Response(body).json();
  } catch {
    return undefined;
  }
}
