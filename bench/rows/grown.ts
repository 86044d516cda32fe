import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SecretBox } from '@app/secrets';
import type { Measurement, RatioRow, RowContext } from '../row';
import { alternate } from '../support/alternate';
import { copyOf, folderOf, grownStore } from '../support/grown-store';
import { type Ingesting, IngestLoad, openConversations } from '../support/ingest-load';
import { freePort, startServer, untilReady } from '../support/server';
import { measureDrain, startSink } from '../support/sink';
import { storeEvents } from '../support/stored-events';
import type { Workspace } from '../support/workspace';

const STORE = 'a store of 1,000,000 events and 200,000 waiting retries';
const CONCURRENCY = 64;

/** What comes in costs the same however much is there. */
export const grownIngest: RatioRow = {
  name: 'grown-ingest',
  bar: 0.9,
  description: `durable messages by REST on ${STORE}, against an empty one`,
  async measure(context: RowContext) {
    const { workspace, quick, progress } = context;
    const store = await grownStore(context);
    const grown = await startIngesting(workspace, copyOf(store, workspace, 0), store.secretsKey);
    const empty = await startIngesting(
      workspace,
      join(workspace.folder(), 'hoory.db'),
      SecretBox.makeKey(),
    );
    const requests = quick ? 4_000 : 10_000;
    const load = await IngestLoad.start(workspace, 1, CONCURRENCY);
    await load.measure(grown, requests / 2);
    await load.measure(empty, requests / 2);
    return alternate(
      quick ? 2 : 7,
      () => load.measure(grown, requests),
      () => load.measure(empty, requests),
      progress,
    );
  },
};

/** What goes out costs the same however much has gone out or waits. */
export const grownDrain: RatioRow = {
  name: 'grown-drain',
  bar: 0.9,
  description: `stored events to one webhook on ${STORE}, against an empty one`,
  async measure(context: RowContext) {
    const { workspace, quick, progress } = context;
    const events = quick ? 5_000 : 20_000;
    const store = await grownStore(context);
    const { secretsKey, webhookPort } = store;
    const sink = await startSink(workspace, webhookPort);
    const small = join(workspace.folder(), 'small.db');
    await storeEvents({
      database: { kind: 'sqlite', path: small },
      secretsKey,
      webhookUrls: [`http://127.0.0.1:${webhookPort}/webhooks`],
      events,
    });
    const drain = async (database: string): Promise<Measurement> => {
      const measured = await measureDrain(sink, events, () =>
        startServer(workspace, { database, secretsKey }),
      );
      rmSync(folderOf(database), { recursive: true });
      return measured;
    };
    const copyOfSmall = (): string => {
      const copy = join(workspace.folder(), 'hoory.db');
      copyFileSync(small, copy);
      return copy;
    };
    return alternate(
      quick ? 2 : 5,
      () => drain(copyOf(store, workspace, events)),
      () => drain(copyOfSmall()),
      progress,
    );
  },
};

async function startIngesting(
  workspace: Workspace,
  database: string,
  secretsKey: string,
): Promise<Ingesting> {
  const port = await freePort();
  const process = startServer(workspace, { database, port, secretsKey });
  await untilReady(port);
  await openConversations(port, CONCURRENCY);
  return { process, ports: [port] };
}
