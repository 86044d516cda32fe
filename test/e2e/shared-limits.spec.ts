import { HooryClient } from '@app/client';
import { ACCESS_TOKEN, Receiver, ServerProcess, waitUntil } from '@app/harness';
import { createDatabase, type InstallationDatabase } from '../support/database';
import { HangingEndpoint } from '../support/hanging-endpoint';
import { openConversation } from '../support/installation';
import { contentsAt, postsAt } from '../support/posts';

const WORKERS = 3;
const RATE = 20;
const MESSAGES = 150;
/** docs/operating.md has both. */
const CAP = 128;
const FAILURES_UNTIL_OPEN = 5;

process.env['TEST_DATABASE'] = 'postgres';

describe(`With ${WORKERS} workers, the limits of a webhook`, () => {
  const receiver = new Receiver(({ path }) => (path === '/down' ? 500 : 200));
  const hanging = new HangingEndpoint();
  let database: InstallationDatabase;
  let processes: ServerProcess[];
  let client: HooryClient;

  beforeAll(async () => {
    database = await createDatabase();
    await receiver.start();
    await hanging.start();
    const start = (worker: boolean) =>
      ServerProcess.start({
        worker,
        databaseUrl: database.url,
        env: {
          ROLE: worker ? 'delivery' : 'api',
          ATTACHMENTS_DIR: `${database.directory}/attachments`,
          RETRY_SCHEDULE: '3600',
        },
      });
    processes = [await start(false)];
    processes.push(...(await Promise.all(Array.from({ length: WORKERS }, () => start(true)))));
    client = new HooryClient({
      baseUrl: processes[0]!.url,
      accessToken: ACCESS_TOKEN,
      accountId: 1,
    });
    const subscriptions = ['message_created'] as const;
    const { conversationId } = await openConversation(client);
    await client.webhooks.create({ url: `${hanging.url}/`, subscriptions, timeout_seconds: 30 });
    await client.webhooks.create({ url: `${receiver.url}/down`, subscriptions });
    await client.webhooks.create({ url: `${receiver.url}/slow`, subscriptions, rate_limit: RATE });
    await client.webhooks.create({ url: `${receiver.url}/free`, subscriptions });
    for (let number = 0; number < MESSAGES; number++) {
      await client.messages.create(conversationId, { content: `message ${number}` });
    }
    await waitUntil('the free one', () => postsAt(receiver, '/free').length >= MESSAGES);
    await waitUntil('the slow one', () => postsAt(receiver, '/slow').length >= MESSAGES);
  });
  afterAll(async () => {
    await Promise.all(processes.map((each) => each.kill()));
    await Promise.all([receiver.stop(), hanging.stop()]);
    await database.remove();
  });

  it('are kept by the POSTs under way, of all workers together', () => {
    expect(hanging.posts).toHaveLength(CAP);
  });

  it('are kept by the POSTs of any second', () => {
    const times = postsAt(receiver, '/slow').map(({ receivedAtMs }) => receivedAtMs);
    const inASecondFrom = (startMs: number) =>
      times.filter((atMs) => atMs >= startMs && atMs < startMs + 1_000).length;

    expect(new Set(contentsAt(receiver, '/slow')).size).toBe(MESSAGES);
    // One may come late, by the machine, and two early, by the timer's precision.
    expect(Math.max(...times.map(inASecondFrom))).toBeLessThanOrEqual(RATE + 3);
  });

  it('are kept by its circuit: an endpoint that fails gets what was under way, and then a probe', () => {
    const posts = postsAt(receiver, '/down').length;
    expect(posts).toBeGreaterThanOrEqual(FAILURES_UNTIL_OPEN);
    expect(posts).toBeLessThan(CAP);
  });

  it('are kept when a worker ends and others take its webhooks over', async () => {
    const before = hanging.posts.length;
    await processes.at(-1)!.kill();
    hanging.answering = true;
    const { conversationId } = await openConversation(client);
    await client.messages.create(conversationId, { content: 'after' });
    await waitUntil('what waited', () => hanging.posts.length >= before + MESSAGES - CAP);
    await waitUntil('the new one', () => contentsAt(receiver, '/free').includes('after'));
    await waitUntil('the limited one', () => contentsAt(receiver, '/slow').includes('after'));
    expect(postsAt(receiver, '/down').length).toBeLessThan(CAP);
  });
});
