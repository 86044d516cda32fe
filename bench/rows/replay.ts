import { copyFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ACCESS_TOKEN, waitUntil } from '@app/harness';
import { SecretBox } from '@app/secrets';
import type { Measurement, Row, RowContext } from '../row';
import { alternate } from '../support/alternate';
import type { BenchProcess } from '../support/bench-process';
import { queryNumber } from '../support/query-number';
import { freePort, startServer, untilReady } from '../support/server';
import { expectRequests, measureDrain, startSink } from '../support/sink';
import { storeEvents } from '../support/stored-events';
import type { Workspace } from '../support/workspace';

const UNDELIVERED = "SELECT count(*) FROM deliveries WHERE status <> 'delivered'";
const DELIVERED = 'SELECT count(*) FROM deliveries';

interface History {
  readonly workspace: Workspace;
  readonly secretsKey: string;
  readonly sink: BenchProcess;
  readonly events: number;
  /** With all events still to be delivered, and with all of them delivered. */
  readonly stored: string;
  readonly delivered: string;
}

/** History goes out again as fast as it went out the first time. */
export const replay: Row = {
  name: 'replay',
  description: 'stored events replayed to one webhook, against the same delivered the first time',
  onlyWhenNamed: true,
  async measure(context: RowContext) {
    const history = await prepare(context, context.quick ? 5_000 : 20_000);
    const { workspace, secretsKey, sink, events, stored } = history;
    const drained = (): Promise<Measurement> =>
      onCopy(workspace, stored, (databasePath) =>
        measureDrain(sink, events, () =>
          startServer(workspace, { database: databasePath, secretsKey }),
        ),
      );
    return alternate(
      context.quick ? 2 : 7,
      () => measureReplay(history, events),
      drained,
      context.progress,
    );
  },
};

const LONG = 1_000_000;
const SHORT = 1_000;

/** How long after the request the first POST comes, however long the log is. */
export const replayFirstPost: Row = {
  name: 'replay-first-post',
  description: `from the request for a replay to its first POST on a log of ${LONG.toLocaleString('en-US')} events, against one of ${SHORT.toLocaleString('en-US')}`,
  onlyWhenNamed: true,
  async measure(context: RowContext) {
    const long = await prepare(context, context.quick ? LONG / 10 : LONG);
    const short = await prepare(context, SHORT);
    return alternate(
      context.quick ? 2 : 7,
      () => measureReplay(long, 1),
      () => measureReplay(short, 1),
      context.progress,
    );
  },
};

async function prepare({ workspace, progress }: RowContext, events: number): Promise<History> {
  const secretsKey = SecretBox.makeKey();
  const port = await freePort();
  progress(`storing ${events} events`);
  const stored = join(workspace.folder(), 'stored.db');
  const webhookUrls = [`http://127.0.0.1:${port}/webhooks`];
  await storeEvents({
    database: { kind: 'sqlite', path: stored },
    secretsKey,
    webhookUrls,
    events,
  });
  const delivered = join(workspace.folder(), 'delivered.db');
  copyFileSync(stored, delivered);
  const sink = await startSink(workspace, port);
  progress(`delivering ${events} events`);
  const server = startServer(workspace, { database: delivered, secretsKey });
  await waitUntil(
    'all to be delivered',
    () => queryNumber(delivered, DELIVERED) === events && queryNumber(delivered, UNDELIVERED) === 0,
    600_000,
  );
  await server.stop();
  return { workspace, secretsKey, sink, events, stored, delivered };
}

/** From the request on, until the sink has seen so many POSTs. */
function measureReplay(
  { workspace, secretsKey, sink, delivered }: History,
  posts: number,
): Promise<Measurement> {
  return onCopy(workspace, delivered, async (databasePath) => {
    const port = await freePort();
    const server = startServer(workspace, { database: databasePath, secretsKey, port });
    await untilReady(port);
    await expectRequests(sink, posts);
    const complete = sink.receive('complete');
    const cpuBefore = await server.cpuMicros();
    const startMs = performance.now();
    const response = await fetch(`http://127.0.0.1:${port}/api/v1/accounts/1/webhooks/1/replays`, {
      method: 'POST',
      headers: { api_access_token: ACCESS_TOKEN, 'content-type': 'application/json' },
      body: JSON.stringify({ from: 'beginning' }),
    });
    if (response.status !== 202) throw new Error(`The replay was refused: ${response.status}`);
    await complete;
    const elapsedMs = performance.now() - startMs;
    const cpuMicros = (await server.cpuMicros()) - cpuBefore;
    await server.stop();
    return { operations: posts, elapsedMs, cpuMicros };
  });
}

async function onCopy(
  workspace: Workspace,
  database: string,
  measure: (databasePath: string) => Promise<Measurement>,
): Promise<Measurement> {
  const databasePath = join(workspace.folder(), 'hoory.db');
  copyFileSync(database, databasePath);
  const measured = await measure(databasePath);
  rmSync(dirname(databasePath), { recursive: true });
  return measured;
}
