import { copyFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Measurement, Row, RowContext } from '../row';
import { alternate } from '../support/alternate';
import { type GrownStore, grownStore, untilDelivered } from '../support/grown-store';
import { type Ingesting, IngestLoad, openConversations } from '../support/ingest-load';
import { freePort, startServer, untilReady } from '../support/server';
import { measureDrain, startSink } from '../support/sink';
import { giveCommands, publishMessages } from '../support/stored-events';
import type { Workspace } from '../support/workspace';

const STORE = 'a store of 1,000,000 events and 200,000 waiting retries';
const CONCURRENCY = 64;
/** Until V8 has compiled what is hot. */
const WARM_UP_REQUESTS = 5_000;

/** What comes in costs the same however much is there. */
export const grownIngest: Row = {
  name: 'grown-ingest',
  description: `durable messages by REST on ${STORE}, against an empty one`,
  async measure(context: RowContext) {
    const { workspace, quick, progress } = context;
    const requests = quick ? 5_000 : 10_000;
    const store = await grownStore(context);
    const grown = await startIngesting(workspace, store.grown, store);
    const empty = await startIngesting(workspace, copyOfEmpty(store, workspace), store);
    const load = await IngestLoad.start(workspace, 1, CONCURRENCY);
    await load.measure(grown, WARM_UP_REQUESTS);
    await load.measure(empty, WARM_UP_REQUESTS);
    return alternate(
      quick ? 1 : 7,
      () => load.measure(grown, requests),
      () => load.measure(empty, requests),
      progress,
      { ratioAtLeast: 0.9 },
    );
  },
};

/** What goes out costs the same however much has gone out or waits. */
export const grownDrain: Row = {
  name: 'grown-drain',
  description: `stored events to one webhook on ${STORE}, against an empty one`,
  async measure(context: RowContext) {
    const { workspace, quick, progress } = context;
    const events = quick ? 5_000 : 20_000;
    const store = await grownStore(context);
    const { secretsKey, webhookPort, conversations } = store;
    const sink = await startSink(workspace, webhookPort);
    const drain = async (path: string): Promise<Measurement> => {
      const database = { kind: 'sqlite', path } as const;
      await giveCommands({ database, secretsKey }, (commandBus) =>
        publishMessages(commandBus, events, conversations),
      );
      return measureDrain(
        sink,
        events,
        () => startServer(workspace, { database: path, secretsKey }),
        () => untilDelivered(store, path, events),
      );
    };
    const drainEmpty = async (): Promise<Measurement> => {
      const path = copyOfEmpty(store, workspace);
      const measured = await drain(path);
      rmSync(dirname(path), { recursive: true });
      return measured;
    };
    return alternate(quick ? 1 : 5, () => drain(store.grown), drainEmpty, progress, {
      ratioAtLeast: 0.9,
    });
  },
};

/** With an inbox of its own, whose messages no webhook gets: nothing else is measured. */
async function startIngesting(
  workspace: Workspace,
  database: string,
  { secretsKey }: GrownStore,
): Promise<Ingesting> {
  const port = await freePort();
  const process = startServer(workspace, { database, port, secretsKey });
  await untilReady(port);
  const firstConversation = await openConversations(port, CONCURRENCY);
  return { process, ports: [port], firstConversation };
}

function copyOfEmpty({ empty }: GrownStore, workspace: Workspace): string {
  const path = join(workspace.folder(), 'hoory.db');
  copyFileSync(empty, path);
  return path;
}
