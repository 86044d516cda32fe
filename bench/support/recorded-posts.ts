import { Receiver, waitUntil, type ReceivedPost } from '@app/harness';
import type { BenchProcess } from './bench-process';

/** What undici takes to send the same again. */
export interface RecordedPost {
  /** Name, value, name, value … */
  readonly headers: string[];
  readonly body: string;
}

/** Each connection's own; the client writes them anew. */
const OF_THE_CONNECTION: ReadonlySet<string> = new Set(['host', 'connection', 'content-length']);
const RECORDING_LIMIT_MS = 120_000;

/**
 * What a server POSTs, signed as it is, to be POSTed again.
 * @param count how many deliveries the server is known to have
 * @param start the server, which ends when they have all been made
 */
export async function recordPosts(
  receiver: Receiver,
  count: number,
  start: () => BenchProcess,
): Promise<RecordedPost[]> {
  const server = start();
  await waitUntil(
    `${count} POSTs to record`,
    () => receiver.posts.length >= count,
    RECORDING_LIMIT_MS,
  );
  await server.stop();
  return receiver.posts.map(toRecorded);
}

function toRecorded({ headers, rawBody }: ReceivedPost): RecordedPost {
  const sent = Object.entries(headers).filter(([name]) => !OF_THE_CONNECTION.has(name));
  return {
    headers: sent.flatMap(([name, value]) => [name, String(value)]),
    body: rawBody.toString(),
  };
}
