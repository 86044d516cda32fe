import { join } from 'node:path';
import { HooryClient } from '@app/client';
import { ACCESS_TOKEN } from '@app/harness';
import type { Bar, Line, Row, RowContext } from '../row';
import { percentile } from '../statistics';
import { inTurns } from '../support/alternate';
import { openConversations } from '../support/ingest-load';
import { freePort, startServer, untilReady } from '../support/server';
import { startSink } from '../support/sink';

const PROBE = join(__dirname, '../processes/latency-probe.js');
const PER_SECOND = 300;
const CONVERSATIONS = 64;

/** How long each of a round's messages took, in milliseconds. */
interface Latencies {
  readonly received: readonly number[];
  readonly receivedSinceSent: readonly number[];
}

/** How long a message takes to its receiver while the server is not busy. */
export const latency: Row = {
  name: 'latency',
  description: `${PER_SECOND} messages a second by REST, until their receiver has them, against the round trip of a bare POST at the same pace`,
  async measure({ workspace, quick, progress }: RowContext) {
    const probe = workspace.start('The probe', PROBE);
    const { port: receiverPort } = await probe.receive('listening');
    const port = await freePort();
    startServer(workspace, { database: join(workspace.folder(), 'hoory.db'), port });
    await untilReady(port);
    await openConversations(port, CONVERSATIONS);
    await createWebhook(port, receiverPort);
    const sinkPort = await freePort();
    await startSink(workspace, sinkPort);
    const probed = async (to: 'server' | 'sink', seconds: number): Promise<Latencies> => {
      const ended = probe.receive('probed');
      probe.send({
        type: 'probe',
        ...(to === 'server'
          ? { port, conversations: CONVERSATIONS }
          : { port: sinkPort, conversations: 0 }),
        perSecond: PER_SECOND,
        count: PER_SECOND * seconds,
      });
      const { answeredMs, receivedMs, receivedSinceSentMs } = await ended;
      // Who takes a bare POST has received it.
      return to === 'server'
        ? { received: receivedMs, receivedSinceSent: receivedSinceSentMs }
        : { received: answeredMs, receivedSinceSent: answeredMs };
    };

    progress('warming up');
    await probed('server', quick ? 1 : 5);
    await probed('sink', 1);
    const seconds = quick ? 2 : 10;
    const rounds = await inTurns(
      quick ? 1 : 5,
      () => probed('server', seconds),
      () => probed('sink', seconds),
      ({ ours, bare }, number) =>
        progress(`round ${number}: p50 ${p50(ours.received)} ms, bare ${p50(bare.received)} ms`),
    );
    const line = (label: string, of: keyof Latencies, percent: number, bar?: Bar): Line => ({
      label: `p${percent} ${label}`,
      unit: 'ms',
      rounds: rounds.map(({ ours, bare }) => ({
        ours: { value: percentile(ours[of], percent) },
        bare: { value: percentile(bare[of], percent) },
      })),
      ...(bar && { bar }),
    });
    return [
      line('after the answer', 'received', 50, { atMost: 5 }),
      line('after the answer', 'received', 99),
      line('after the request', 'receivedSinceSent', 50),
      line('after the request', 'receivedSinceSent', 99),
    ];
  },
};

const p50 = (values: readonly number[]): string => percentile(values, 50).toFixed(2);

async function createWebhook(port: number, receiverPort: number): Promise<void> {
  const client = new HooryClient({
    baseUrl: `http://127.0.0.1:${port}`,
    accessToken: ACCESS_TOKEN,
    accountId: 1,
  });
  await client.webhooks.create({
    url: `http://127.0.0.1:${receiverPort}/webhooks`,
    subscriptions: ['message_created'],
  });
}
