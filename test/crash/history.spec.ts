import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HooryApiError, HooryClient } from '@app/client';
import { ACCESS_TOKEN, Receiver, ServerProcess, temporaryDirectory } from '@app/harness';
import { query, untilNothingIsLeftToDeliver } from '../support/database';
import { postsAt, webhookIdOf } from '../support/posts';
import { SEED, seededRandom } from '../support/seeded-random';

/** `npm run test:soak` has 200,000 and kills ten times. */
const EVENTS = Number(process.env['HISTORY_EVENTS'] ?? 3_000);
const KILLS = Number(process.env['HISTORY_KILLS'] ?? 3);
const CONVERSATIONS = 32;
const LIVE_PAUSE_MS = 20;
/** Of 200,000 on a busy machine. */
const LONGEST_DELIVERY_MS = 300_000;

describe(`A webhook that starts at the beginning of ${EVENTS} events, over ${KILLS} kills (CRASH_SEED=${SEED})`, () => {
  const random = seededRandom(SEED);
  const receiver = new Receiver();
  const load = { on: true };
  let databaseUrl: string;
  let server: ServerProcess;
  let client: HooryClient;
  let remove: () => Promise<void>;
  let webhookId: number;

  const startServer = async (): Promise<void> => {
    server = await ServerProcess.start({ databaseUrl, env: { LOG_LEVEL: 'info' } });
    client = new HooryClient({ baseUrl: server.url, accessToken: ACCESS_TOKEN, accountId: 1 });
  };

  /** Something of many kinds, the content of messages unique. */
  const act = async (number: number): Promise<void> => {
    const conversation = (number % CONVERSATIONS) + 1;
    if (number % 5 === 0) {
      await client.conversations.setCustomAttributes(conversation, { number });
    } else if (number % 11 === 0) {
      await client.contacts.create({ name: `Contact ${number}` });
    } else {
      await client.messages.create(conversation, { content: `message ${number}` });
    }
  };

  beforeAll(async () => {
    const directory = await temporaryDirectory();
    remove = () => directory.remove();
    databaseUrl = `sqlite:${join(directory.path, 'hoory.db')}`;
    await receiver.start();
    await startServer();
    const inbox = await client.inboxes.create({ name: 'API', channel: { type: 'api' } });
    const { contact } = await client.contacts.create({ name: 'Ada', inbox_id: inbox.id });
    for (let number = 0; number < CONVERSATIONS; number++) {
      await client.conversations.create({ inbox_id: inbox.id, contact_id: contact.id });
    }
    for (let number = 0; number < EVENTS; number += 64) {
      await Promise.all(Array.from({ length: 64 }, (_, n) => act(number + n)));
    }

    const webhook = await client.webhooks.create({
      url: `${receiver.url}/history`,
      subscriptions: ['message_created', 'conversation_updated', 'contact_created'],
      ordering: 'conversation',
      start_from: 'beginning',
    });
    webhookId = webhook.id;
    const live = (async () => {
      for (let number = EVENTS + 1_000; load.on; number++) {
        // The server may be down: neither accepted nor refused, and not sent again.
        await act(number).catch((error: unknown) => {
          if (error instanceof HooryApiError) throw error;
        });
        await sleep(LIVE_PAUSE_MS);
      }
    })();
    for (let kill = 0; kill < KILLS; kill++) {
      await sleep(200 + random() * 800);
      await server.kill();
      await startServer();
    }
    await sleep(500);
    load.on = false;
    await live;
    await untilNothingIsLeftToDeliver(databaseUrl, LONGEST_DELIVERY_MS);
    await server.stop();
  }, 900_000);

  afterAll(async () => {
    await server.kill();
    await receiver.stop();
    await remove();
  });

  /** What the webhook should have got, in the order of the log. */
  const expected = async () => {
    const events = await query<{ id: string; conversation: number | null }>(
      databaseUrl,
      `SELECT id, data ->> '$.conversation.displayId' AS conversation FROM events
       WHERE type IN ('MessageCreated', 'ConversationUpdated', 'ContactCreated')
         AND coalesce(data ->> '$.message.messageType', '') <> 'activity'
       ORDER BY position`,
    );
    return events.map(({ id, conversation }) => ({
      messageId: `msg_${id}_${webhookId}`,
      conversation,
    }));
  };

  it('gets exactly the events of the store that it wants', async () => {
    const received = new Set(postsAt(receiver, '/history').map(webhookIdOf));

    const wanted = await expected();
    expect(wanted.length).toBeGreaterThan(EVENTS / 2);
    expect(received).toEqual(new Set(wanted.map(({ messageId }) => messageId)));
  });

  it('gets those of each conversation in the order of the log, the same one twice at most in a row', async () => {
    const wanted = await expected();
    const order = new Map(wanted.map(({ messageId }, place) => [messageId, place]));
    const conversationOf = new Map(
      wanted.map(({ messageId, conversation }) => [messageId, conversation]),
    );
    const last = new Map<number, number>();
    const outOfOrder: string[] = [];
    for (const messageId of postsAt(receiver, '/history').map(webhookIdOf)) {
      const conversation = conversationOf.get(messageId);
      if (typeof conversation !== 'number') continue;
      const place = order.get(messageId)!;
      if (place < (last.get(conversation) ?? -1)) outOfOrder.push(messageId);
      last.set(conversation, place);
    }

    expect(outOfOrder).toEqual([]);
  });
});
