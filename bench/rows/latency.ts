import { join } from 'node:path';
import { HooryClient } from '@app/client';
import { ACCESS_TOKEN } from '@app/harness';
import type { Figure, FiguresRow, RowContext } from '../row';
import { percentile } from '../statistics';
import { openConversations } from '../support/ingest-load';
import type { MessageOf } from '../support/messages';
import { freePort, startServer, untilReady } from '../support/server';
import { startSink } from '../support/sink';

const PROBE = join(__dirname, '../processes/latency-probe.js');
const PER_SECOND = 300;
const CONVERSATIONS = 64;

/** How long a message takes to its receiver while the server is not busy. */
export const latency: FiguresRow = {
  name: 'latency',
  description: `${PER_SECOND} messages a second: from the answer to the client until the receiver has it, and the round trip of a bare POST at the same pace`,
  async take({ workspace, quick, progress }: RowContext) {
    const probe = workspace.start('The probe', PROBE);
    const { port: receiverPort } = await probe.receive('listening');
    const port = await freePort();
    startServer(workspace, { database: join(workspace.folder(), 'hoory.db'), port });
    await untilReady(port);
    await openConversations(port, CONVERSATIONS);
    const client = new HooryClient({
      baseUrl: `http://127.0.0.1:${port}`,
      accessToken: ACCESS_TOKEN,
      accountId: 1,
    });
    await client.webhooks.create({
      url: `http://127.0.0.1:${receiverPort}/webhooks`,
      subscriptions: ['message_created'],
    });
    const sinkPort = await freePort();
    await startSink(workspace, sinkPort);
    const count = PER_SECOND * (quick ? 3 : 15);
    const probed = async (target: MessageOf<'probe'>): Promise<MessageOf<'probed'>> => {
      const ended = probe.receive('probed');
      probe.send(target);
      return ended;
    };
    const server = {
      type: 'probe',
      port,
      perSecond: PER_SECOND,
      conversations: CONVERSATIONS,
    } as const;
    const bare = {
      type: 'probe',
      port: sinkPort,
      perSecond: PER_SECOND,
      conversations: 0,
    } as const;
    progress('warming up');
    await probed({ ...server, count: PER_SECOND * 2 });
    await probed({ ...bare, count: PER_SECOND });
    progress(`${count} messages`);
    const ours = await probed({ ...server, count });
    const roundTrips = await probed({ ...bare, count });
    return [
      ...figures('accepted to received', ours.receivedMs, 5),
      ...figures('request to answer', ours.answeredMs),
      ...figures('bare round trip', roundTrips.answeredMs),
    ];
  },
};

function figures(label: string, valuesMs: readonly number[], limit?: number): Figure[] {
  return [
    {
      label: `${label}: p50`,
      value: percentile(valuesMs, 50),
      unit: 'ms',
      ...(limit && { limit }),
    },
    { label: 'p99', value: percentile(valuesMs, 99), unit: 'ms' },
  ];
}
