import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HooryClient } from '@app/client';
import { ACCESS_TOKEN, ServerProcess, temporaryDirectory, waitUntil } from '@app/harness';
import { query } from '../support/database';
import { callRest, WITH_TOKEN, type RestReply, type RestRequest } from '../support/rest';
import { SEED, seededRandom } from '../support/seeded-random';

/** `npm run test:soak` runs all 20. */
const ROUNDS = Number(process.env['CRASH_ROUNDS'] ?? 4);
const CLIENTS = 10;
const LONGEST_LIFE_MS = 1_000;

interface Sent {
  readonly request: RestRequest;
  /** undefined where the server was killed before it came. */
  reply?: RestReply;
}

describe(`Requests under Idempotency-Keys, whose server is killed ${ROUNDS} times (CRASH_SEED=${SEED})`, () => {
  const random = seededRandom(SEED);
  /** By key, which is in the request's content too. */
  const sent = new Map<string, Sent>();
  const repeated = new Map<string, RestReply>();
  const load = { on: true };
  let databaseUrl: string;
  let server: ServerProcess;
  let inboxIdentifier: string;
  let remove: () => Promise<void>;

  const startServer = async (): Promise<void> => {
    server = await ServerProcess.start({ databaseUrl });
  };

  const creating: ((content: string) => { path: string; body: object })[] = [
    (content) => ({ path: '/conversations/1/messages', body: { content } }),
    (content) => ({
      path: '/conversations',
      body: { inbox_id: 1, contact_id: 1, message: { content } },
    }),
    (name) => ({ path: '/contacts', body: { name, inbox_id: 1 } }),
    (name) => ({ path: `/public/api/v1/inboxes/${inboxIdentifier}/contacts`, body: { name } }),
  ];

  const sendOn = async (): Promise<void> => {
    for (let number = 0; load.on; number++) {
      const key = randomUUID();
      const { path, body } = creating[number % creating.length]!(`sent under ${key}`);
      const headers = { ...WITH_TOKEN, 'idempotency-key': key };
      const each: Sent = { request: { method: 'POST', path, body, headers } };
      sent.set(key, each);
      try {
        each.reply = await callRest(server.url, each.request);
      } catch {
        // The server is down: whether it carried the request out is not known.
        await sleep(20);
      }
    }
  };

  const answered = (): [string, Sent][] => [...sent].filter(([, { reply }]) => reply);

  beforeAll(async () => {
    const directory = await temporaryDirectory();
    remove = () => directory.remove();
    databaseUrl = `sqlite:${join(directory.path, 'hoory.db')}`;
    await startServer();
    const client = new HooryClient({
      baseUrl: server.url,
      accessToken: ACCESS_TOKEN,
      accountId: 1,
    });
    const inbox = await client.inboxes.create({ name: 'API', channel: { type: 'api' } });
    inboxIdentifier = inbox.inbox_identifier!;
    const { contact } = await client.contacts.create({ name: 'Ada', inbox_id: inbox.id });
    await client.conversations.create({ inbox_id: inbox.id, contact_id: contact.id });

    const clients = Array.from({ length: CLIENTS }, sendOn);
    for (let round = 0; round < ROUNDS; round++) {
      await sleep(random() * LONGEST_LIFE_MS);
      const expected = (round + 1) * CLIENTS;
      await waitUntil('the load', () => answered().length > expected);
      await server.kill();
      await startServer();
    }
    load.on = false;
    await Promise.all(clients);
    const left = [...sent];
    const repeatOn = async (): Promise<void> => {
      for (let next = left.pop(); next; next = left.pop()) {
        const [key, { request }] = next;
        repeated.set(key, await callRest(server.url, request));
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, repeatOn));
  }, 300_000);

  afterAll(async () => {
    await server.kill();
    await remove();
  });

  it('were all taken in the end', () => {
    const refused = [...repeated].filter(([, { status }]) => status !== 200);
    expect(refused).toEqual([]);
    expect(answered().length).toBeGreaterThan(ROUNDS * CLIENTS);
  });

  it('were each carried out once, whether their answer had arrived or not', async () => {
    const events = await query<{ content: string }>(
      databaseUrl,
      `SELECT coalesce(data ->> '$.message.content', data ->> '$.name') AS content FROM events
       WHERE type IN ('MessageCreated', 'ContactCreated') AND content LIKE 'sent under %'`,
    );
    const stored = events.map(({ content }) => content.replace('sent under ', ''));
    expect(stored.toSorted()).toEqual([...sent.keys()].toSorted());
  });

  it('are answered with the same bytes as before, where an answer had arrived', () => {
    const before = answered().map(([key, { reply }]) => [key, reply!.text]);
    const again = before.map(([key]) => [key, repeated.get(key!)!.text]);
    expect(again).toEqual(before);
    expect(answered().filter(([key]) => !repeated.get(key)!.replayed)).toEqual([]);
  });
});
