import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HooryClient } from '@app/client';
import { ACCESS_TOKEN, waitUntil } from '@app/harness';
import type { Row, RowContext } from '../row';
import { IngestLoad, openConversations } from '../support/ingest-load';
import { freePort, startServer, untilReady } from '../support/server';
import { expectRequests, startSink } from '../support/sink';

const CONCURRENCY = 64;
/** Until V8 has compiled what is hot. */
const WARM_UP_MS = 3_000;
const LOOK_EVERY_MS = 100;
const TELL_EVERY_LOOKS = 50;
const LAST_LIMIT_MS = 300_000;

/** Both ways at once, as fast as they go, for as long as it takes a backlog to show. */
export const combined: Row = {
  name: 'combined',
  description: `messages by REST from ${CONCURRENCY} clients at once for 30 s, delivered to one webhook meanwhile`,
  async measure({ workspace, quick, progress }: RowContext) {
    const runForMs = quick ? 5_000 : 30_000;
    const sinkPort = await freePort();
    const sink = await startSink(workspace, sinkPort);
    const port = await freePort();
    const server = startServer(workspace, { database: join(workspace.folder(), 'hoory.db'), port });
    await untilReady(port);
    await openConversations(port, CONCURRENCY);
    await createWebhook(port, sinkPort);
    const load = await IngestLoad.start(workspace, 1, CONCURRENCY);
    const untilReceived = async (): Promise<void> => {
      const accepted = await load.accepted();
      await waitUntil(
        `the last of ${accepted} messages to be received`,
        async () => (await sink.seen()) >= accepted,
        LAST_LIMIT_MS,
      );
    };

    progress('warming up');
    await load.keepUp(port, WARM_UP_MS);
    await untilReceived();
    await expectRequests(sink, null);
    const cpuBefore = await server.cpuMicros();
    const loaded = load.keepUp(port, runForMs);
    const lags: number[] = [];
    while (!(await Promise.race([loaded, sleep(LOOK_EVERY_MS)]))) {
      // In this order, so that what arrives in between makes the lag greater, not less.
      const received = await sink.seen();
      lags.push(Math.max(0, (await load.accepted()) - received));
      if (lags.length % TELL_EVERY_LOOKS === 0) {
        progress(`${received} received, ${lags.at(-1)} accepted and not yet received`);
      }
    }
    const [elapsedMs, received, accepted] = [
      await loaded,
      await sink.seen(),
      await load.accepted(),
    ];
    const cpuMicrosPerOp = ((await server.cpuMicros()) - cpuBefore) / accepted;
    const endedAtMs = performance.now();
    await untilReceived();
    const perSecond = (messages: number): number => (messages / elapsedMs) * 1_000;
    const half = Math.ceil(lags.length / 2);
    return [
      {
        label: 'accepted',
        unit: '/s',
        rounds: [{ ours: { value: perSecond(accepted), cpuMicrosPerOp } }],
      },
      { label: 'received', unit: '/s', rounds: [{ ours: { value: perSecond(received) } }] },
      {
        label: 'most behind, in the first half',
        unit: 'messages',
        rounds: [{ ours: { value: Math.max(...lags.slice(0, half)) } }],
      },
      {
        label: 'most behind, in the second half',
        unit: 'messages',
        rounds: [{ ours: { value: Math.max(...lags.slice(half)) } }],
      },
      {
        label: 'last received after the load',
        unit: 'ms',
        rounds: [{ ours: { value: performance.now() - endedAtMs } }],
      },
    ];
  },
};

async function createWebhook(port: number, sinkPort: number): Promise<void> {
  const client = new HooryClient({
    baseUrl: `http://127.0.0.1:${port}`,
    accessToken: ACCESS_TOKEN,
    accountId: 1,
  });
  await client.webhooks.create({
    url: `http://127.0.0.1:${sinkPort}/webhooks`,
    subscriptions: ['message_created'],
  });
}
