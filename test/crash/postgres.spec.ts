import { setTimeout as sleep } from 'node:timers/promises';
import { HooryApiError, HooryClient, type Webhook } from '@app/client';
import { ACCESS_TOKEN, Receiver, ServerProcess, waitUntil } from '@app/harness';
import { query, untilNothingIsLeftToDeliver } from '../support/database';
import { contentOf, contentsAt, postsAt, webhookIdOf } from '../support/posts';
import { PostgresServer } from '../support/postgres/postgres-server';
import { SEED, seededRandom } from '../support/seeded-random';

/** `npm run test:soak` runs all 20. */
const ROUNDS = Number(process.env['CRASH_ROUNDS'] ?? 4);
const SERVERS = 2;
const WORKERS = 3;
const CONVERSATIONS = 8;
/** What a process logs when it begins and ends to read the log for all. */
const LEADS = 'Reads the log now';
const READER_SAYS = /Reads the log now|Stands by|no longer reads the log/;
/** Longer than a worker's lease on its lanes. */
const FROZEN_MS = 14_000;
const SETTLES_MS = 180_000;

type Fault =
  | 'a worker is killed'
  | 'the reader of the log is killed'
  | 'PostgreSQL is killed'
  | 'a worker is frozen';
const FAULTS: readonly Fault[] = [
  'a worker is killed',
  'the reader of the log is killed',
  'PostgreSQL is killed',
  'a worker is frozen',
];

const clientOf = (server: ServerProcess): HooryClient =>
  new HooryClient({ baseUrl: server.url, accessToken: ACCESS_TOKEN, accountId: 1 });

describe(`${SERVERS} servers and ${WORKERS} workers on one PostgreSQL, over ${ROUNDS} faults (CRASH_SEED=${SEED})`, () => {
  const random = seededRandom(SEED);
  const receiver = new Receiver(() => (random() < 0.05 ? 500 : 200));
  /** By conversation, the contents that were accepted, in that order. */
  const accepted = new Map<number, string[]>();
  const load = { on: true };
  let postgres: PostgresServer;
  let servers: ServerProcess[];
  let workers: ServerProcess[];
  let plain: Webhook;
  let ordered: Webhook;

  const start = (worker: boolean): Promise<ServerProcess> =>
    ServerProcess.start({
      worker,
      databaseUrl: postgres.url,
      env: {
        ROLE: worker ? 'delivery' : 'api',
        RETRY_SCHEDULE: Array.from({ length: 40 }, () => '0.2').join(','),
      },
    });
  const publishTo = async (conversationId: number): Promise<void> => {
    accepted.set(conversationId, []);
    for (let number = 1; load.on; number++) {
      const content = `${conversationId}: ${number}`;
      const server = servers[number % servers.length]!;
      try {
        await clientOf(server).messages.create(conversationId, { content });
        accepted.get(conversationId)!.push(content);
      } catch (error) {
        // Without its database a server answers 5xx: neither accepted nor refused.
        if (error instanceof HooryApiError && error.status < 500) throw error;
        await sleep(50);
      }
      await sleep(10);
    }
  };

  /** As the logs of the workers have it: at times nobody, and for a moment two. */
  const readers = (): ServerProcess[] =>
    workers.filter((worker) => {
      const said = worker.logLines.findLast((line) => READER_SAYS.test(line));
      return said?.includes(LEADS) ?? false;
    });
  const reader = async (): Promise<ServerProcess> => {
    await waitUntil('one to read the log', () => readers().length === 1);
    const [only] = readers();
    return only!;
  };

  const replace = async (worker: ServerProcess): Promise<void> => {
    await worker.kill();
    workers[workers.indexOf(worker)] = await start(true);
  };

  const act: Record<Fault, () => Promise<void>> = {
    'a worker is killed': () => replace(workers[Math.floor(random() * WORKERS)]!),
    'the reader of the log is killed': async () => replace(await reader()),
    'PostgreSQL is killed': async () => {
      await postgres.crash();
      await sleep(500);
      await postgres.start();
    },
    'a worker is frozen': async () => {
      const worker = workers[Math.floor(random() * WORKERS)]!;
      worker.freeze();
      await sleep(FROZEN_MS);
      worker.thaw();
    },
  };

  beforeAll(async () => {
    postgres = await PostgresServer.create();
    await receiver.start();
    servers = await Promise.all(Array.from({ length: SERVERS }, () => start(false)));
    workers = await Promise.all(Array.from({ length: WORKERS }, () => start(true)));
    const client = clientOf(servers[0]!);
    const subscriptions = ['message_created'] as const;
    plain = await client.webhooks.create({ url: `${receiver.url}/plain`, subscriptions });
    ordered = await client.webhooks.create({
      url: `${receiver.url}/ordered`,
      subscriptions,
      ordering: 'conversation',
    });
    const inbox = await client.inboxes.create({ name: 'API', channel: { type: 'api' } });
    const { contact } = await client.contacts.create({ name: 'Ada', inbox_id: inbox.id });
    const opened = Array.from({ length: CONVERSATIONS }, () =>
      client.conversations.create({ inbox_id: inbox.id, contact_id: contact.id }),
    );
    const publishers = (await Promise.all(opened)).map(({ id }) => publishTo(id));
    for (let round = 0; round < ROUNDS; round++) {
      await sleep(500 + random() * 1_500);
      await act[FAULTS[round % FAULTS.length]!]();
      const before = acceptedContents().length;
      await waitUntil(
        'messages to be accepted again',
        () => acceptedContents().length > before + 10,
      );
    }
    await sleep(1_000);
    load.on = false;
    await Promise.all(publishers);
    await untilNothingIsLeftToDeliver(postgres.url, SETTLES_MS);
  }, 900_000);

  afterAll(async () => {
    await Promise.all([...workers, ...servers].map((process) => process.kill()));
    await receiver.stop();
    await postgres.remove();
  });

  const acceptedContents = (): string[] => [...accepted.values()].flat();

  it.each(['/plain', '/ordered'])('deliver every accepted message to %s', (path) => {
    const arrived = new Set(contentsAt(receiver, path));
    expect(acceptedContents().length).toBeGreaterThan(ROUNDS * CONVERSATIONS);
    expect(acceptedContents().filter((content) => !arrived.has(content))).toEqual([]);
  });

  it('keep the order of each conversation for the ordered webhook', () => {
    const arrived = [...new Set(contentsAt(receiver, '/ordered'))];
    for (const [conversationId, contents] of accepted) {
      const wanted = new Set(contents);
      const ofConversation = arrived.filter((content) => wanted.has(content));
      expect([conversationId, ofConversation]).toEqual([conversationId, contents]);
    }
  });

  it('send a message again under the same webhook-id and with the same body only', () => {
    const sent = new Map<string, string>();
    for (const path of ['/plain', '/ordered']) {
      for (const post of postsAt(receiver, path)) {
        const key = `${path} ${contentOf(post)}`;
        const what = `${webhookIdOf(post)} ${post.rawBody.toString()}`;
        expect(sent.get(key) ?? what).toBe(what);
        sent.set(key, what);
      }
    }
  });

  it('have each attempt completed by one of them', async () => {
    const [attempts] = await query<{ twice: number; unfinished: number }>(
      postgres.url,
      `SELECT (SELECT count(*) FROM (
                SELECT 1 FROM attempts WHERE status_code BETWEEN 200 AND 299
                GROUP BY delivery_id HAVING count(*) > 1) AS succeeded_twice) AS twice,
              (SELECT count(*) FROM deliveries WHERE status <> 'delivered') AS unfinished`,
    );
    expect(attempts).toEqual({ twice: 0, unfinished: 0 });
  });

  it('read each event of the log once, whoever was the reader', async () => {
    const [deliveries] = await query<{ count: number; wanted: number }>(
      postgres.url,
      `SELECT count(*) AS count,
              2 * (SELECT count(*) FROM events WHERE type = 'MessageCreated') AS wanted
       FROM deliveries WHERE webhook_id IN (${plain.id}, ${ordered.id})`,
    );
    expect(deliveries!.count).toBe(deliveries!.wanted);
  });

  it('leave no hole in the positions of the log', async () => {
    const [log] = await query<{ count: number; first: number; last: number }>(
      postgres.url,
      'SELECT count(*) AS count, min(position) AS first, max(position) AS last FROM events',
    );
    expect(log).toMatchObject({ first: 1, last: log!.count });
  });
});
