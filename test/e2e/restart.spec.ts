import { once } from 'node:events';
import { symlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { HooryApiError } from '@app/client';
import { Receiver, ServerProcess, waitUntil, type ReceivedPost } from '@app/harness';
import { query, untilNothingIsLeftToDeliver } from '../support/database';
import { HangingEndpoint } from '../support/hanging-endpoint';
import { Installation, openConversation } from '../support/installation';
import { contentOf, contentsAt, postsAt, webhookIdOf } from '../support/posts';
import { runServer, type EndedServer } from '../support/run-server';

/** Whoever stops a process waits this long and then kills it. */
const STOP_LIMIT_MS = 10_000;
const PUBLISHERS = 10;
const MESSAGES_BEFORE_STOP = 200;

async function stop(server: ServerProcess): Promise<{ exitCode: number | null; tookMs: number }> {
  const startedAtMs = Date.now();
  const exitCode = await server.stop('SIGTERM');
  return { exitCode, tookMs: Date.now() - startedAtMs };
}

describe('A server told to stop under load, and started again', () => {
  let restarted = false;
  const receiver = new Receiver(({ path }) => (path === '/down' && !restarted ? 500 : 200));
  const answered: string[] = [];
  let installation: Installation;
  let stopped: { exitCode: number | null; tookMs: number };

  /** Until the server takes no more. */
  const publish = async (conversationId: number): Promise<void> => {
    for (let number = 1; ; number++) {
      const content = `conversation ${conversationId}, message ${number}`;
      try {
        await installation.client.messages.create(conversationId, { content });
        answered.push(content);
      } catch (error) {
        if (error instanceof HooryApiError && error.status !== 503) throw error;
        return;
      }
    }
  };

  beforeAll(async () => {
    await receiver.start();
    installation = await Installation.start({
      env: { RETRY_SCHEDULE: Array.from({ length: 30 }, () => '0.5').join(',') },
    });
    const { client } = installation;
    const { inboxId, contactId } = await openConversation(client);
    for (let number = 1; number < PUBLISHERS; number++) {
      await client.conversations.create({ inbox_id: inboxId, contact_id: contactId });
    }
    for (const path of ['/up', '/down']) {
      await client.webhooks.create({
        url: receiver.url + path,
        subscriptions: ['message_created'],
      });
    }

    const publishers = Array.from({ length: PUBLISHERS }, (_, index) => publish(index + 1));
    await waitUntil('the load', () => answered.length >= MESSAGES_BEFORE_STOP);
    stopped = await stop(installation.server);
    await Promise.all(publishers);
    restarted = true;
    await installation.startServer();
    await untilNothingIsLeftToDeliver(installation.databaseUrl);
  });

  afterAll(async () => {
    await installation.remove();
    await receiver.stop();
  });

  it('exits with 0 within 10 s', () => {
    expect(stopped.exitCode).toBe(0);
    expect(stopped.tookMs).toBeLessThan(STOP_LIMIT_MS);
  });

  it('has answered every message that it stored, and stored every one that it answered', async () => {
    const events = await query<{ data: string }>(
      installation.databaseUrl,
      `SELECT data FROM events WHERE type = 'MessageCreated'`,
    );
    const stored = events.map(
      ({ data }) => (JSON.parse(data) as { message: { content: string } }).message.content,
    );
    expect(stored.toSorted()).toEqual(answered.toSorted());
  });

  it('delivers every message once, whichever side of the restart', () => {
    expect(contentsAt(receiver, '/up').toSorted()).toEqual(answered.toSorted());
  });

  it('goes on with the retries where they were', () => {
    const attempts = new Map<string, ReceivedPost[]>();
    for (const post of postsAt(receiver, '/down')) {
      attempts.set(webhookIdOf(post), [...(attempts.get(webhookIdOf(post)) ?? []), post]);
    }
    const deliveries = [...attempts.values()];
    expect(deliveries.map(([first]) => contentOf(first!)).toSorted()).toEqual(answered.toSorted());
    for (const posts of deliveries) {
      const numbers = posts.map(({ headers }) => Number(headers['webhook-attempt']));
      expect(numbers).toEqual(posts.map((_, index) => index + 1));
      expect(new Set(posts.map(({ rawBody }) => rawBody.toString())).size).toBe(1);
    }
  });
});

describe('A server told to stop while an endpoint does not answer', () => {
  const endpoint = new HangingEndpoint();
  let installation: Installation;
  let readyWhileStopping: number;
  let cutWhenUnready: number;
  let stopped: { exitCode: number | null; tookMs: number };

  const statusOf = async (path: string): Promise<number> =>
    (await fetch(installation.server.url + path)).status;

  beforeAll(async () => {
    await endpoint.start();
    installation = await Installation.start();
    const { client, server } = installation;
    await client.webhooks.create({ url: endpoint.url, subscriptions: ['message_created'] });
    const { conversationId } = await openConversation(client);
    await client.messages.create(conversationId, { content: 'Hello?' });
    await waitUntil('the POST', () => endpoint.posts.length === 1);

    const stopping = stop(server);
    await waitUntil(
      'the server not to be ready',
      async () => (await statusOf('/health/ready')) > 200,
    );
    readyWhileStopping = await statusOf('/health/ready');
    cutWhenUnready = endpoint.cut;
    endpoint.answering = true;
    // A successor started this early waits for the database.
    await installation.startServer();
    stopped = await stopping;
    await untilNothingIsLeftToDeliver(installation.databaseUrl);
  });

  afterAll(async () => {
    await installation.remove();
    await endpoint.stop();
  });

  it('is not ready for requests from then on', () => {
    expect(readyWhileStopping).toBe(503);
    expect(cutWhenUnready).toBe(0);
  });

  it('gives the POST up in time to exit with 0 within 10 s', () => {
    expect(stopped.exitCode).toBe(0);
    expect(stopped.tookMs).toBeLessThan(STOP_LIMIT_MS);
    expect(endpoint.cut).toBe(1);
  });

  it('leaves the delivery to its successor, which makes it under the same id', () => {
    expect(endpoint.posts).toHaveLength(2);
    const [first, second] = endpoint.posts;
    expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
    expect(second!.body).toBe(first!.body);
  });
});

describe('A server with a connection on which no request has come', () => {
  it('stops at once all the same', async () => {
    const installation = await Installation.start();
    const { hostname, port } = new URL(installation.server.url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    // A request on another connection: by then the server knows of the silent one.
    await installation.client.webhooks.list();

    const closed = once(socket, 'close');
    expect(await installation.server.stop()).toBe(0);
    await closed;
    await installation.remove();
  });
});

describe('A second server on the same SQLite database, by another name', () => {
  let installation: Installation;
  let second: EndedServer;

  beforeAll(async () => {
    installation = await Installation.start();
    const link = `${installation.databasePath}.link`;
    symlinkSync(installation.databasePath, link);
    second = await runServer({ DATABASE_URL: `sqlite:${link}` });
  });

  afterAll(() => installation.remove());

  it('does not start, and says why in one line', () => {
    expect(second).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: `${installation.databasePath} is in use by another process\n`,
    });
  });

  it('does the first one no harm', async () => {
    expect(await installation.client.webhooks.list()).toEqual([]);
  });
});
