import { join } from 'node:path';
import { HooryClient } from '@app/client';
import { ACCESS_TOKEN } from '@app/harness';
import type { FiguresRow, RowContext } from '../row';
import { IngestLoad, openConversations } from '../support/ingest-load';
import { freePort, startServer, untilReady } from '../support/server';
import { startSink } from '../support/sink';

const CONCURRENCY = 64;
const WARM_UP_REQUESTS = 5_000;
/** The load is told how much, not how long: chunks of it until the time is over. */
const CHUNK = 2_000;

/** Both at once, as long as it takes for a backlog to show. */
export const combined: FiguresRow = {
  name: 'combined',
  description: `messages by REST from ${CONCURRENCY} clients at once for 30 s, each delivered to one webhook meanwhile`,
  async take({ workspace, quick, progress }: RowContext) {
    const sinkPort = await freePort();
    const sink = await startSink(workspace, sinkPort);
    const port = await freePort();
    const process = startServer(workspace, {
      database: join(workspace.folder(), 'hoory.db'),
      port,
    });
    await untilReady(port);
    await openConversations(port, CONCURRENCY);
    const client = new HooryClient({
      baseUrl: `http://127.0.0.1:${port}`,
      accessToken: ACCESS_TOKEN,
      accountId: 1,
    });
    await client.webhooks.create({
      url: `http://127.0.0.1:${sinkPort}/webhooks`,
      subscriptions: ['message_created'],
    });
    const load = await IngestLoad.start(workspace, 1, CONCURRENCY);
    await load.measure({ process, ports: [port] }, WARM_UP_REQUESTS);

    const runForMs = quick ? 5_000 : 30_000;
    const startedAtMs = performance.now();
    let accepted = WARM_UP_REQUESTS;
    let mostBehind = 0;
    while (performance.now() - startedAtMs < runForMs) {
      await load.measure({ process, ports: [port] }, CHUNK);
      accepted += CHUNK;
      const behind = accepted - (await sink.seen());
      mostBehind = Math.max(mostBehind, behind);
      if (accepted % (10 * CHUNK) === WARM_UP_REQUESTS % (10 * CHUNK)) {
        progress(`${accepted} accepted, ${behind} of them not yet received`);
      }
    }
    const elapsedMs = performance.now() - startedAtMs;
    const endedAtMs = performance.now();
    while ((await sink.seen()) < accepted) await new Promise((resolve) => setTimeout(resolve, 1));
    return [
      {
        label: 'accepted and delivered',
        value: ((accepted - WARM_UP_REQUESTS) / elapsedMs) * 1_000,
        unit: '/s',
      },
      { label: 'not yet received at most', value: mostBehind, unit: 'messages' },
      { label: 'the last received after', value: performance.now() - endedAtMs, unit: 'ms' },
    ];
  },
};
