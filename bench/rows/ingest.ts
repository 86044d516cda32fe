import { join } from 'node:path';
import { HooryClient } from '@app/client';
import { ACCESS_TOKEN } from '@app/harness';
import type { Measurement, Row, RowContext } from '../row';
import { alternate } from '../support/alternate';
import type { BenchProcess } from '../support/bench-process';
import { queryNumber } from '../support/query-number';
import { sampleText } from '../support/sample-message';
import { freePort, startServer, untilReady } from '../support/server';

const BARE_CONTROLLER = join(__dirname, '../processes/bare-controller.js');
const LOAD_GENERATOR = join(__dirname, '../processes/load-generator.js');

/** Clients at once, each in a conversation of its own. */
const CONCURRENCY = 64;
/** Until V8 has compiled what is hot. */
const WARM_UP_REQUESTS = 5_000;

interface Party {
  readonly process: BenchProcess;
  readonly port: number;
}

/** Messages come in: each answered once it is on disk. */
export const ingest: Row = {
  name: 'ingest',
  description: `durable messages by REST from ${CONCURRENCY} clients at once, against a Nest controller on Fastify that only validates and echoes`,
  async measure({ workspace, quick, progress }: RowContext) {
    const requestsPerRound = quick ? 5_000 : 10_000;
    const rounds = quick ? 2 : 7;
    progress('starting both parties');
    const databasePath = join(workspace.folder(), 'hoory.db');
    const port = await freePort();
    const server = { process: startServer(workspace, { databasePath, port }), port };
    await untilReady(port);
    await openConversations(port);
    const bareProcess = workspace.start('The bare controller', BARE_CONTROLLER);
    const bare = { process: bareProcess, port: (await bareProcess.receive('listening')).port };
    const generator = workspace.start('The load generator', LOAD_GENERATOR);
    await generator.receive('listening');

    const measureParty = (party: Party, requests = requestsPerRound): Promise<Measurement> =>
      measureLoad(generator, party, requests);
    await measureParty(server, WARM_UP_REQUESTS);
    await measureParty(bare, WARM_UP_REQUESTS);
    const measured = await alternate(
      rounds,
      () => measureParty(server),
      () => measureParty(bare),
      progress,
    );
    expectStored(databasePath, WARM_UP_REQUESTS + rounds * requestsPerRound);
    return measured;
  },
};

async function openConversations(port: number): Promise<void> {
  const client = new HooryClient({
    baseUrl: `http://127.0.0.1:${port}`,
    accessToken: ACCESS_TOKEN,
    accountId: 1,
  });
  const inbox = await client.inboxes.create({ name: 'API', channel: { type: 'api' } });
  const { contact } = await client.contacts.create({ name: 'Ada Lovelace', inbox_id: inbox.id });
  for (let number = 0; number < CONCURRENCY; number++) {
    await client.conversations.create({ inbox_id: inbox.id, contact_id: contact.id });
  }
}

async function measureLoad(
  generator: BenchProcess,
  { process, port }: Party,
  operations: number,
): Promise<Measurement> {
  const requests = Array.from({ length: CONCURRENCY }, (_, index) => toRequest(index + 1));
  const cpuBefore = await process.cpuMicros();
  const loaded = generator.receive('loaded');
  generator.send({ type: 'load', port, requests, total: operations });
  const { elapsedMs } = await loaded;
  return { operations, elapsedMs, cpuMicros: (await process.cpuMicros()) - cpuBefore };
}

/** Word for word what goes over the wire. */
function toRequest(conversationId: number): string {
  const body = JSON.stringify({
    content: sampleText(conversationId),
    message_type: 'incoming',
    private: false,
    content_type: 'text',
    content_attributes: {},
  });
  return [
    `POST /api/v1/accounts/1/conversations/${conversationId}/messages HTTP/1.1`,
    'host: 127.0.0.1',
    `api_access_token: ${ACCESS_TOKEN}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}

/** @throws Error where the log does not hold exactly what was answered with success */
function expectStored(databasePath: string, messages: number): void {
  const stored = queryNumber(
    databasePath,
    "SELECT count(*) FROM events WHERE type = 'MessageCreated'",
  );
  if (stored !== messages) throw new Error(`${messages} were accepted, ${stored} are in the log`);
}
