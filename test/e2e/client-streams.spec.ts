import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { HooryApiError, type HooryClient, type LoggedEvent, type Replay } from '@app/client';
import { Receiver, waitUntil } from '@app/harness';
import { query, untilNothingIsLeftToDeliver } from '../support/database';
import { Installation, openConversation } from '../support/installation';

/** That a server can have again when it is restarted. */
async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return String(port);
}

describe('The client', () => {
  const receiver = new Receiver();
  let installation: Installation;
  let conversationId: number;

  beforeAll(async () => {
    await receiver.start();
    installation = await Installation.start({ env: { PORT: await freePort() } });
    ({ conversationId } = await openConversation(installation.client));
  });
  afterAll(async () => {
    await installation.remove();
    await receiver.stop();
  });

  const publish = (content: string) =>
    installation.client.messages.create(conversationId, { content });
  /** Of the account. */
  const positions = async (): Promise<number[]> => {
    const events = await query<{ position: number }>(
      installation.databaseUrl,
      'SELECT position FROM events WHERE account_id = 1 ORDER BY position',
    );
    return events.map(({ position }) => position);
  };
  const restart = async (): Promise<void> => {
    await installation.server.stop();
    await installation.startServer();
  };
  /** Follows in the background until it is aborted. */
  const followEvents = () => {
    const abort = new AbortController();
    const events: LoggedEvent[] = [];
    const followed = (async () => {
      const { signal } = abort;
      const stream = installation.client.events.follow({ after: 0, signal });
      for await (const event of stream) events.push(event);
    })();
    const stop = async (): Promise<void> => {
      abort.abort(new Error('enough'));
      await expect(followed).rejects.toThrow('enough');
    };
    return { events, stop };
  };

  it('follows the log over restarts and kills, without hole or repetition', async () => {
    const { events, stop } = followEvents();
    await waitUntil('what has happened', async () => events.length === (await positions()).length);
    await restart();
    for (let n = 0; n < 250; n++) await publish(`after the restart ${n}`);
    await installation.server.kill();
    await installation.startServer();
    await publish('after the kill');
    await waitUntil('all of it', async () => events.length >= (await positions()).length);
    await stop();

    expect(events.map(({ position }) => position)).toEqual(await positions());
    expect(events.at(-1)).toMatchObject({
      type: 'MessageCreated',
      data: { message: { content: 'after the kill' } },
    });
  });

  it('closes the connection when its reader goes away', async () => {
    let opened = 0;
    await waitUntil('more streams than may be open at once', async () => {
      if (await readsOne(installation.client)) opened += 1;
      return opened > 100;
    });
    expect(opened).toBe(101);
  });

  it('tells how far a replay is until it has ended, over a restart', async () => {
    const { webhooks, replays } = installation.client;
    const webhook = await webhooks.create({
      url: `${receiver.url}/hooks`,
      subscriptions: ['message_created'],
    });
    const from = (await positions()).at(-1)!;
    for (let n = 0; n < 40; n++) await publish(`message ${n}`);
    await untilNothingIsLeftToDeliver(installation.databaseUrl);
    const { id } = await replays.start(webhook.id, { from, rate: 10 });
    const told: Replay[] = [];
    let restarted: Promise<void> | undefined;
    for await (const replay of replays.follow(webhook.id, id)) {
      told.push(replay);
      restarted ??= restart();
    }
    await restarted;

    expect(told.at(-1)).toMatchObject({ state: 'completed', counts: { delivered: 40 } });
    expect(new Set(told.slice(0, -1).map(({ state }) => state))).toEqual(new Set(['running']));
    expect(told.length).toBeGreaterThan(2);
  });

  it('is told why it may not follow', async () => {
    const { events } = installation.clientOf(1, 'nobody');
    await expect(events.follow().next()).rejects.toMatchObject({ status: 401 });

    const { replays } = installation.client;
    await expect(replays.follow(1, 999).next()).rejects.toBeInstanceOf(HooryApiError);
    await expect(replays.follow(1, 999).next()).rejects.toMatchObject({ status: 404 });
  });
});

/** Whether there was room for a stream: the server may have yet to notice that others are closed. */
async function readsOne(client: HooryClient): Promise<boolean> {
  try {
    for await (const event of client.events.follow({ after: 0 })) return event.position > 0;
  } catch (error) {
    const isFull = error instanceof HooryApiError && error.message.startsWith('100 streams are');
    if (!isFull) throw error;
  }
  return false;
}
