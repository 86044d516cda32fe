/**
 * Sends messages at a steady pace and is their receiver as well, so that both are told by one clock.
 * Told of no conversations, it makes bare POSTs to whoever listens there.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ACCESS_TOKEN } from '@app/harness';
import { Pool } from 'undici';
import { type MessageOf, tell, when } from '../support/messages';
import { sampleText } from '../support/sample-message';

/** By the message's id, in milliseconds of this process. */
const receivedAtMs = new Map<number, number>();
const HEADERS = { 'content-type': 'application/json', api_access_token: ACCESS_TOKEN };

const receiver = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const atMs = performance.now();
    // A number for the REST API, a text in this format.
    const { id } = JSON.parse(Buffer.concat(chunks).toString()) as { id: string };
    receivedAtMs.set(Number(id), atMs);
    response.end('ok');
  });
});
receiver.listen(0, '127.0.0.1', () =>
  tell({ type: 'listening', port: (receiver.address() as AddressInfo).port }),
);

when('probe', (probe) => void run(probe));

async function run({ port, perSecond, count, conversations }: MessageOf<'probe'>): Promise<void> {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: 64 });
  const answeredMs: number[] = [];
  const exchanges: {
    readonly id: number;
    readonly sentAtMs: number;
    readonly answeredAtMs: number;
  }[] = [];
  const send = async (number: number): Promise<void> => {
    const path =
      conversations === 0
        ? '/'
        : `/api/v1/accounts/1/conversations/${(number % conversations) + 1}/messages`;
    const sentAtMs = performance.now();
    const { statusCode, body } = await pool.request({
      method: 'POST',
      path,
      headers: HEADERS,
      body: JSON.stringify({ content: sampleText(number) }),
    });
    const text = await body.text();
    const answeredAtMs = performance.now();
    if (statusCode !== 200) throw new Error(`Not a success: ${statusCode} ${text}`);
    answeredMs.push(answeredAtMs - sentAtMs);
    if (conversations === 0) return;
    const { id } = JSON.parse(text) as { id: number };
    exchanges.push({ id, sentAtMs, answeredAtMs });
  };
  await paced(perSecond, count, send);
  while (!exchanges.every(({ id }) => receivedAtMs.has(id)))
    await new Promise((next) => setTimeout(next, 5));
  await pool.close();
  // What is received before its answer has arrived was there at once.
  const receivedMs = exchanges.map(({ id, answeredAtMs }) =>
    Math.max(0, receivedAtMs.get(id)! - answeredAtMs),
  );
  const receivedSinceSentMs = exchanges.map(({ id, sentAtMs }) => receivedAtMs.get(id)! - sentAtMs);
  tell({ type: 'probed', answeredMs, receivedMs, receivedSinceSentMs });
}

/** Open loop: one is sent when it is time, whatever became of those before it. */
async function paced(
  perSecond: number,
  count: number,
  send: (number: number) => Promise<void>,
): Promise<void> {
  const startedAtMs = performance.now();
  const sent: Promise<void>[] = [];
  while (sent.length < count) {
    const due = Math.floor(((performance.now() - startedAtMs) * perSecond) / 1_000) + 1;
    while (sent.length < Math.min(due, count)) sent.push(send(sent.length));
    await new Promise((next) => setTimeout(next, 1));
  }
  await Promise.all(sent);
}
