import type { FiguresRow, RowContext } from '../row';
import { copyOf, grownStore } from '../support/grown-store';
import { startServer } from '../support/server';
import { startSink } from '../support/sink';

const EVENTS = 500_000;
const SAMPLE_EVERY_MS = 200;
const MIB = 1024 * 1024;

/** What a long backlog takes of memory. */
export const memory: FiguresRow = {
  name: 'memory',
  description: 'resident memory of the server while it drains 500,000 stored events',
  async take(context: RowContext) {
    const { workspace, quick, progress } = context;
    const events = quick ? EVENTS / 10 : EVENTS;
    const store = await grownStore(context);
    const sink = await startSink(workspace, store.webhookPort);
    const expecting = sink.receive('expecting');
    sink.send({ type: 'expect', requests: events });
    await expecting;
    const database = copyOf(store, workspace, events);
    const server = startServer(workspace, { database, secretsKey: store.secretsKey });
    const startedAtMs = performance.now();
    let [mostBytes, saidAtMs] = [0, startedAtMs];
    while ((await sink.seen()) < events) {
      await new Promise((resolve) => setTimeout(resolve, SAMPLE_EVERY_MS));
      mostBytes = Math.max(mostBytes, await server.residentBytes());
      if (performance.now() - saidAtMs > 8_000) {
        progress(`${Math.round(mostBytes / MIB)} MiB so far`);
        saidAtMs = performance.now();
      }
    }
    await server.stop();
    return [{ label: 'at most', value: mostBytes / MIB, unit: 'MiB', limit: 300 }];
  },
};
