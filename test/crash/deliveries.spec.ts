import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HooryApiError, HooryClient, verifyWebhook, type Webhook } from '@app/client';
import {
  ACCESS_TOKEN,
  Receiver,
  ServerProcess,
  temporaryDirectory,
  type ReceivedPost,
} from '@app/harness';
import { query, untilNothingIsLeftToDeliver } from '../support/database';
import { contentOf, postsAt, webhookIdOf } from '../support/posts';
import { SEED, seededRandom } from '../support/seeded-random';

/** `npm run test:soak` runs all 20. */
const ROUNDS = Number(process.env['CRASH_ROUNDS'] ?? 4);
const CONVERSATIONS = 6;
const LONGEST_LIFE_MS = 1_000;
/** The timestamp of a POST is in whole seconds, and what was claimed before a rotation is sent after it. */
const ROTATION_SETTLES_MS = 2_000;

interface Rotation {
  readonly secret: string;
  /** Infinity where no answer came: it may have been made all the same. */
  acceptedAtMs: number;
}

interface Resend {
  readonly messageId: string;
  readonly requestedAtMs: number;
}

describe(`Ordered webhooks, rotations, disablings and resends over ${ROUNDS} kills (CRASH_SEED=${SEED})`, () => {
  const random = seededRandom(SEED);
  const receiver = new Receiver(() => (random() < 0.1 ? 500 : 200));
  /** By conversation, the contents that were accepted, in that order. */
  const accepted = new Map<number, string[]>();
  const rotations: Rotation[] = [];
  const resends: Resend[] = [];
  const load = { on: true };
  let databaseUrl: string;
  let server: ServerProcess;
  let client: HooryClient;
  let remove: () => Promise<void>;
  let ordered: Webhook;
  let resending: Webhook;
  let disabling: Webhook;

  const startServer = async (): Promise<void> => {
    server = await ServerProcess.start({
      databaseUrl,
      // Enough attempts that, with one in ten failing, no delivery uses them up.
      env: { RETRY_SCHEDULE: Array.from({ length: 20 }, () => '0.2').join(',') },
    });
    client = new HooryClient({ baseUrl: server.url, accessToken: ACCESS_TOKEN, accountId: 1 });
  };

  /** Again and again while there is load; the server may be down, and then nothing was accepted. */
  const keepDoing = async (pauseMs: number, act: () => Promise<void>): Promise<void> => {
    while (load.on) {
      try {
        await act();
      } catch (error) {
        if (error instanceof HooryApiError) throw error;
      }
      await sleep(pauseMs);
    }
  };

  const publishTo = (conversationId: number): Promise<void> => {
    let number = 0;
    accepted.set(conversationId, []);
    return keepDoing(5, async () => {
      number += 1;
      const content = `${conversationId}: ${number}`;
      await client.messages.create(conversationId, { content });
      accepted.get(conversationId)!.push(content);
    });
  };
  const rotateNow = (): Promise<void> =>
    keepDoing(500, async () => {
      const secret = `whsec_${randomBytes(32).toString('base64')}`;
      const rotation: Rotation = { secret, acceptedAtMs: Infinity };
      rotations.push(rotation);
      await client.webhooks.rotateSecret(ordered.id, { secret, overlap_seconds: 1 });
      rotation.acceptedAtMs = Date.now();
    });
  const disableAndEnable = (): Promise<void> =>
    keepDoing(150, async () => {
      await client.webhooks.disable(disabling.id);
      await sleep(100);
      await client.webhooks.enable(disabling.id, { rate: 1_000 });
    });
  const resendSomething = (): Promise<void> =>
    keepDoing(100, async () => {
      const [delivery] = await query<{ id: number; event_id: string }>(
        databaseUrl,
        `SELECT id, event_id FROM deliveries
         WHERE webhook_id = ${resending.id} AND status = 'delivered' ORDER BY random() LIMIT 1`,
      );
      if (!delivery) return;
      const path = `/api/v1/accounts/1/webhooks/${resending.id}/deliveries/${delivery.id}/resend`;
      const headers = { api_access_token: ACCESS_TOKEN };
      const requestedAtMs = Date.now();
      const response = await fetch(server.url + path, { method: 'POST', headers });
      if (response.status !== 202) return;
      const messageId = `msg_${delivery.event_id}_${resending.id}`;
      resends.push({ messageId, requestedAtMs });
    });

  beforeAll(async () => {
    const directory = await temporaryDirectory();
    remove = () => directory.remove();
    databaseUrl = `sqlite:${join(directory.path, 'hoory.db')}`;
    await receiver.start();
    await startServer();
    const create = (path: string, ordering: 'none' | 'conversation'): Promise<Webhook> =>
      client.webhooks.create({
        url: receiver.url + path,
        subscriptions: ['message_created'],
        ordering,
      });
    ordered = await create('/ordered', 'conversation');
    resending = await create('/resending', 'none');
    disabling = await create('/disabling', 'conversation');
    rotations.push({ secret: ordered.secret, acceptedAtMs: 0 });
    const inbox = await client.inboxes.create({ name: 'API', channel: { type: 'api' } });
    const { contact } = await client.contacts.create({ name: 'Ada', inbox_id: inbox.id });
    for (let number = 0; number < CONVERSATIONS; number++) {
      await client.conversations.create({ inbox_id: inbox.id, contact_id: contact.id });
    }

    const work = [
      ...Array.from({ length: CONVERSATIONS }, (_, index) => publishTo(index + 1)),
      rotateNow(),
      disableAndEnable(),
      resendSomething(),
    ];
    for (let round = 0; round < ROUNDS; round++) {
      await sleep(500 + random() * LONGEST_LIFE_MS);
      await server.kill();
      await startServer();
    }
    await sleep(500);
    load.on = false;
    await Promise.all(work);
    await client.webhooks.enable(disabling.id, { rate: 1_000 });
    await untilNothingIsLeftToDeliver(databaseUrl);
    await server.stop();
  }, 300_000);

  afterAll(async () => {
    await server.kill();
    await receiver.stop();
    await remove();
  });

  it('had accepted all of it while the server was killed', () => {
    expect([...accepted.values()].every((contents) => contents.length > ROUNDS)).toBe(true);
    expect(rotations.length).toBeGreaterThan(2);
    expect(resends.length).toBeGreaterThan(2);
  });

  it.each(['/ordered', '/resending', '/disabling'])('delivered every message to %s', (path) => {
    const arrived = new Set(postsAt(receiver, path).map(contentOf));

    expect([...accepted.values()].flat().filter((content) => !arrived.has(content))).toEqual([]);
  });

  it.each(['/ordered', '/disabling'])('kept the order of each conversation to %s', (path) => {
    for (const conversation of accepted.keys()) {
      const numbers = numbersOf(postsAt(receiver, path), conversation);
      expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
    }
  });

  it('made every resend that was accepted', () => {
    const posts = postsAt(receiver, '/resending');
    const unmade = resends.filter(
      ({ messageId, requestedAtMs }) =>
        !posts.some(
          (post) => webhookIdOf(post) === messageId && post.receivedAtMs >= requestedAtMs,
        ),
    );

    expect(unmade).toEqual([]);
  });

  it('signed everything with the newest secret of its time', () => {
    for (const post of postsAt(receiver, '/ordered')) {
      const sentAtMs = Number(post.headers['webhook-timestamp']) * 1_000;
      const settled = rotations.findLastIndex(
        ({ acceptedAtMs }) => acceptedAtMs <= sentAtMs - ROTATION_SETTLES_MS,
      );
      const signers = rotations.slice(settled).filter(({ secret }) => isSignedBy(secret, post));
      expect(signers).not.toEqual([]);
    }
  });
});

/** Of a conversation, in the order in which they came. */
const numbersOf = (posts: readonly ReceivedPost[], conversation: number): number[] =>
  posts
    .map(contentOf)
    .filter((content) => content.startsWith(`${conversation}: `))
    .map((content) => Number(content.split(': ')[1]));

function isSignedBy(secret: string, { headers, rawBody }: ReceivedPost): boolean {
  try {
    verifyWebhook(secret, headers as Record<string, string>, rawBody, { toleranceSeconds: 3_600 });
    return true;
  } catch {
    return false;
  }
}
