import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HooryApiError, HooryClient } from '@app/client';
import {
  ACCESS_TOKEN,
  Receiver,
  ServerProcess,
  temporaryDirectory,
  waitUntil,
  type ReceivedPost,
} from '@app/harness';
import { query } from '../support/database';
import { SEED, seededRandom } from '../support/seeded-random';

/** `npm run test:soak` runs all 20. */
const ROUNDS = Number(process.env['CRASH_ROUNDS'] ?? 4);
const CLIENTS = 10;
const WEBHOOKS = ['/one', '/two', '/three'];
const LONGEST_LIFE_MS = 1_000;

describe(`A server killed ${ROUNDS} times at random moments under load (CRASH_SEED=${SEED})`, () => {
  const random = seededRandom(SEED);
  const receiver = new Receiver(() => (random() < 0.2 ? 500 : 200));
  /** By content, which is unique: what was sent, and the id it was answered with, if it was. */
  const sent = new Map<string, number | undefined>();
  let databaseUrl: string;
  let client: HooryClient;
  let server: ServerProcess;
  let remove: () => Promise<void>;
  const load = { on: true };

  const startServer = async (): Promise<void> => {
    server = await ServerProcess.start({
      databaseUrl,
      env: {
        // Enough attempts that, with one in five failing, no delivery uses them up.
        RETRY_SCHEDULE: Array.from({ length: 20 }, () => '0.2').join(','),
      },
    });
    client = new HooryClient({ baseUrl: server.url, accessToken: ACCESS_TOKEN, accountId: 1 });
  };

  const publishFor = async (conversationId: number): Promise<void> => {
    for (let number = 1; load.on; number++) {
      const content = `conversation ${conversationId}, message ${number}`;
      sent.set(content, undefined);
      try {
        const { id } = await client.messages.create(conversationId, {
          content,
          message_type: 'incoming',
        });
        sent.set(content, id);
      } catch (error) {
        if (error instanceof HooryApiError) throw error;
        // The server is down: neither accepted nor refused, and not sent again.
        await sleep(20);
      }
    }
  };

  beforeAll(async () => {
    const directory = await temporaryDirectory();
    remove = () => directory.remove();
    databaseUrl = `sqlite:${join(directory.path, 'hoory.db')}`;
    await receiver.start();
    await startServer();
    for (const path of WEBHOOKS) {
      await client.webhooks.create({
        url: receiver.url + path,
        subscriptions: ['message_created'],
      });
    }
    const inbox = await client.inboxes.create({ name: 'API', channel: { type: 'api' } });
    const { contact } = await client.contacts.create({ name: 'Ada', inbox_id: inbox.id });
    for (let number = 0; number < CLIENTS; number++) {
      await client.conversations.create({ inbox_id: inbox.id, contact_id: contact.id });
    }

    const publishers = Array.from({ length: CLIENTS }, (_, index) => publishFor(index + 1));
    for (let round = 0; round < ROUNDS; round++) {
      await sleep(random() * LONGEST_LIFE_MS);
      const expected = (round + 1) * CLIENTS;
      await waitUntil('the load', () => accepted().length > expected, 60_000);
      await server.kill();
      await startServer();
    }
    await sleep(500);
    load.on = false;
    await Promise.all(publishers);
    const expected = accepted().length * WEBHOOKS.length;
    await waitUntil(
      `${expected} deliveries`,
      () => new Set(receiver.posts.filter(isAccepted).map(webhookId)).size >= expected,
      60_000,
    );
    await waitUntil('the queue to be empty', async () => (await pendingDeliveries()) === 0, 60_000);
    await server.stop();
  }, 300_000);

  afterAll(async () => {
    await server.kill();
    await receiver.stop();
    await remove();
  });

  const accepted = (): string[] =>
    [...sent].filter(([, id]) => id !== undefined).map(([content]) => content);
  const isAccepted = (post: ReceivedPost): boolean => sent.get(contentOf(post)) !== undefined;
  const pendingDeliveries = async (): Promise<number> => {
    const [row] = await query<{ count: number }>(
      databaseUrl,
      `SELECT count(*) AS count FROM deliveries WHERE status = 'pending'`,
    );
    return row!.count;
  };

  it('had accepted messages before, between and after the kills', () => {
    expect(accepted().length).toBeGreaterThan(ROUNDS * CLIENTS);
  });

  it.each(WEBHOOKS)('delivered every accepted message to %s', (path) => {
    const arrived = new Set(receiver.posts.filter((post) => post.path === path).map(contentOf));
    expect(accepted().filter((content) => !arrived.has(content))).toEqual([]);
  });

  it('gave each message the id that the payload tells', () => {
    const told = receiver.posts.filter(isAccepted).map((post) => payloadOf(post).id);
    const answered = receiver.posts.filter(isAccepted).map((post) => sent.get(contentOf(post)));
    expect(told).toEqual(answered.map(String));
  });

  it('sent duplicates under the same webhook-id with the same body only', () => {
    const bodies = new Map<string, string>();
    const messages = new Map<string, string>();
    for (const post of receiver.posts) {
      const body = post.rawBody.toString();
      expect(bodies.get(webhookId(post)) ?? body).toBe(body);
      bodies.set(webhookId(post), body);
      const delivery = `${post.path} ${contentOf(post)}`;
      expect(messages.get(delivery) ?? webhookId(post)).toBe(webhookId(post));
      messages.set(delivery, webhookId(post));
    }
  });

  it('delivered nothing that is not in the log, and nothing that nobody sent', async () => {
    const events = await query<{ content: string }>(
      databaseUrl,
      `SELECT data ->> '$.message.content' AS content FROM events WHERE type = 'MessageCreated'`,
    );
    const stored = new Set(events.map(({ content }) => content));
    const arrived = [...new Set(receiver.posts.map(contentOf))];
    expect(arrived.filter((content) => !stored.has(content) || !sent.has(content))).toEqual([]);
    expect(accepted().filter((content) => !stored.has(content))).toEqual([]);
  });

  it('left no hole in the positions of the log', async () => {
    const [log] = await query<{ count: number; first: number; last: number }>(
      databaseUrl,
      'SELECT count(*) AS count, min(position) AS first, max(position) AS last FROM events',
    );
    expect(log).toMatchObject({ first: 1, last: log!.count });
  });
});

function payloadOf(post: ReceivedPost): { id: string; content: string } {
  return JSON.parse(post.rawBody.toString()) as { id: string; content: string };
}

function contentOf(post: ReceivedPost): string {
  return payloadOf(post).content;
}

function webhookId(post: ReceivedPost): string {
  return String(post.headers['webhook-id']);
}
