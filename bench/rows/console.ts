import { HooryClient } from '@app/client';
import { ACCESS_TOKEN } from '@app/harness';
import type { Reading, Row, RowContext } from '../row';
import { grownStore } from '../support/grown-store';
import { freePort, startServer, untilReady } from '../support/server';

const WEBHOOKS = 200;
/** What people wait for without wondering. */
const MOST_MS = 1_000;

/** What the console's pages ask for, on a store where there is much of it. */
export const consolePages: Row = {
  name: 'console',
  description: `what the pages of the dashboard ask for, of an account of ${WEBHOOKS} webhooks, of which one has 1,000,000 attempts`,
  async measure(context: RowContext) {
    const { workspace, quick, progress } = context;
    const { grown, secretsKey, webhookId } = await grownStore(context);
    const port = await freePort();
    const server = startServer(workspace, { database: grown, port, secretsKey });
    await untilReady(port);
    const client = new HooryClient({
      baseUrl: `http://127.0.0.1:${port}`,
      accessToken: ACCESS_TOKEN,
      accountId: 1,
    });
    progress('adding webhooks');
    await addWebhooks(client);

    const rounds = quick ? 2 : 7;
    const ofWebhook = `/webhooks/${webhookId}`;
    const lines = [
      [`GET /webhooks, ${WEBHOOKS} of them`, () => client.webhooks.list()],
      [`GET ${ofWebhook}/deliveries`, () => client.deliveries.list(webhookId)],
      [
        'the same, failed ones alone',
        () => client.deliveries.list(webhookId, { status: 'failed' }),
      ],
      [`GET ${ofWebhook}/statistics`, () => client.webhooks.statistics(webhookId)],
    ] as const;
    const measured = [];
    for (const [label, ask] of lines) {
      const readings: { ours: Reading }[] = [];
      for (let round = 0; round < rounds; round++) {
        const startedAtMs = performance.now();
        await ask();
        readings.push({ ours: { value: performance.now() - startedAtMs } });
      }
      measured.push({ label, unit: 'ms' as const, bar: { atMost: MOST_MS }, rounds: readings });
    }
    await server.stop();
    return measured;
  },
};

async function addWebhooks(client: HooryClient): Promise<void> {
  const { length } = await client.webhooks.list();
  for (let number = length; number < WEBHOOKS; number++) {
    await client.webhooks.create({
      url: `http://127.0.0.1:9/${number}`,
      subscriptions: ['contact_deleted'],
    });
  }
}
