import { setTimeout as sleep } from 'node:timers/promises';
import type { Row, RowContext } from '../row';
import { forgetDeliveries, grownStore, untilDeliveredBehind } from '../support/grown-store';
import { startServer } from '../support/server';
import { startSink } from '../support/sink';

const EVENTS = 500_000;
const LOOK_EVERY_MS = 100;
const TELL_EVERY_LOOKS = 50;
const MIB = 1024 ** 2;

/** What a long backlog takes of memory. */
export const memory: Row = {
  name: 'memory',
  description: `the most resident memory of the server, from its start until it has delivered ${EVENTS.toLocaleString('en-US')} stored events`,
  async measure(context: RowContext) {
    const { workspace, quick, progress } = context;
    const events = quick ? EVENTS / 50 : EVENTS;
    const store = await grownStore(context);
    progress(`taking back ${events} deliveries`);
    const before = forgetDeliveries(store, events);
    const sink = await startSink(workspace, store.webhookPort);
    const server = startServer(workspace, {
      database: store.grown,
      secretsKey: store.secretsKey,
    });
    let [mostBytes, received] = [0, 0];
    for (let looks = 1; received < events; looks++) {
      await sleep(LOOK_EVERY_MS);
      received = await sink.seen();
      mostBytes = Math.max(mostBytes, await server.residentBytes());
      if (looks % TELL_EVERY_LOOKS === 0) {
        progress(`${received} of ${events} delivered, ${Math.round(mostBytes / MIB)} MiB so far`);
      }
    }
    await untilDeliveredBehind(store, store.grown, before, events);
    return [{ unit: 'MiB', bar: { atMost: 300 }, rounds: [{ ours: { value: mostBytes / MIB } }] }];
  },
};
