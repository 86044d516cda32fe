import { join } from 'node:path';
import { SecretBox } from '@app/secrets';
import type { Row, RowContext } from '../row';
import { alternate } from '../support/alternate';
import { BenchPostgres } from '../support/bench-postgres';
import { together } from '../support/bench-process';
import {
  COUNT_MESSAGES,
  expectStored,
  IngestLoad,
  type Ingesting,
  openConversations,
} from '../support/ingest-load';
import { freePort, startServer, untilReady } from '../support/server';
import type { Workspace } from '../support/workspace';

const BARE_CONTROLLER = join(__dirname, '../processes/bare-controller.js');

/** Clients at once, of all servers together, each in a conversation of its own. */
const CONCURRENCY = 64;
const WARM_UP_REQUESTS = 4_000;

/** Messages come in through so many servers. The CPU of PostgreSQL itself is not counted. */
const postgresIngest = (servers: number): Row => ({
  name: `postgres-ingest-${servers}`,
  description: `durable messages by REST from ${CONCURRENCY} clients at once to ${servers === 1 ? 'one server' : `${servers} servers`} on PostgreSQL, against a Nest controller on Fastify that only validates and echoes`,
  onlyWhenNamed: true,
  async measure({ workspace, quick, progress }: RowContext) {
    const requestsPerRound = quick ? 4_000 : 8_000;
    const rounds = quick ? 2 : 5;
    progress('starting both parties');
    const postgres = await BenchPostgres.start();
    try {
      const database = await postgres.createDatabase();
      const ours = await startServers(workspace, database, servers);
      await openConversations(ours.ports[0]!, CONCURRENCY);
      const bareProcess = workspace.start('The bare controller', BARE_CONTROLLER);
      const bare = { process: bareProcess, ports: [(await bareProcess.receive('listening')).port] };
      const load = await IngestLoad.start(workspace, servers, CONCURRENCY);
      await load.measure(ours, WARM_UP_REQUESTS);
      await load.measure(bare, WARM_UP_REQUESTS);
      const measured = await alternate(
        rounds,
        () => load.measure(ours, requestsPerRound),
        () => load.measure(bare, requestsPerRound),
        progress,
      );
      const stored = await postgres.queryNumber(database, COUNT_MESSAGES);
      expectStored(stored, WARM_UP_REQUESTS + rounds * requestsPerRound);
      return measured;
    } finally {
      await workspace.clear();
      await postgres.stop();
    }
  },
});

export const postgresIngests: readonly Row[] = [1, 2, 4].map(postgresIngest);

/** They take requests and deliver nothing. */
async function startServers(
  workspace: Workspace,
  database: string,
  count: number,
): Promise<Ingesting> {
  const secretsKey = SecretBox.makeKey();
  const ports: number[] = [];
  const processes = [];
  for (let number = 0; number < count; number++) {
    const port = await freePort();
    ports.push(port);
    processes.push(startServer(workspace, { database, role: 'api', port, secretsKey }));
  }
  await Promise.all(ports.map(untilReady));
  return { process: together(processes), ports };
}
