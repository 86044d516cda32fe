import { join } from 'node:path';
import type { Measurement, Row, RowContext } from '../row';
import { alternate } from '../support/alternate';
import {
  COUNT_MESSAGES,
  expectStored,
  IngestLoad,
  type Ingesting,
  openConversations,
} from '../support/ingest-load';
import { queryNumber } from '../support/query-number';
import { freePort, startServer, untilReady } from '../support/server';

const BARE_CONTROLLER = join(__dirname, '../processes/bare-controller.js');

/** Clients at once, each in a conversation of its own. */
const CONCURRENCY = 64;

/** Messages come in: each answered once it is on disk. */
export const ingest: Row = {
  name: 'ingest',
  description: `durable messages by REST from ${CONCURRENCY} clients at once, against a Nest controller on Fastify that only validates and echoes`,
  async measure({ workspace, quick, progress }: RowContext) {
    // Short rounds and many: the machine changes its pace by the second.
    const requestsPerRound = 5_000;
    const rounds = quick ? 1 : 25;
    // Until V8 has compiled what is hot, and SQLite has filled its write-ahead log once.
    const warmUpRequests = quick ? 5_000 : 15_000;
    progress('starting both parties');
    const database = join(workspace.folder(), 'hoory.db');
    const port = await freePort();
    const server = { process: startServer(workspace, { database, port }), ports: [port] };
    await untilReady(port);
    await openConversations(port, CONCURRENCY);
    const bareProcess = workspace.start('The bare controller', BARE_CONTROLLER);
    const bare = { process: bareProcess, ports: [(await bareProcess.receive('listening')).port] };
    const load = await IngestLoad.start(workspace, 1, CONCURRENCY);

    const measureParty = (party: Ingesting): Promise<Measurement> =>
      load.measure(party, requestsPerRound);
    await load.measure(server, warmUpRequests);
    await load.measure(bare, warmUpRequests);
    const measured = await alternate(
      rounds,
      () => measureParty(server),
      () => measureParty(bare),
      progress,
      { ratioAtLeast: 0.6 },
    );
    expectStored(queryNumber(database, COUNT_MESSAGES), warmUpRequests + rounds * requestsPerRound);
    return measured;
  },
};
