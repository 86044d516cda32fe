import { Receiver, waitUntil } from '@app/harness';
import { untilNothingIsLeftToDeliver } from '../support/database';
import { Installation, openConversation } from '../support/installation';
import { postsAt } from '../support/posts';
import { NOT_FOUND, outcomeOf } from '../support/refusals';

const MESSAGES = 20;

describe('The statistics of a webhook:', () => {
  let firstAttempts = 0;
  // Every third alone: with several failures in a row the circuit would open.
  const receiver = new Receiver(({ path, headers }) =>
    path === '/late' && headers['webhook-attempt'] === '1' && firstAttempts++ % 3 === 0 ? 503 : 200,
  );
  let installation: Installation;
  let late: number;
  let idle: number;

  beforeAll(async () => {
    await receiver.start();
    installation = await Installation.start({ env: { RETRY_SCHEDULE: '0.1,0.1,0.1' } });
    const { client } = installation;
    const { conversationId } = await openConversation(client);
    const create = async (path: string, event: 'message_created' | 'contact_deleted') =>
      (await client.webhooks.create({ url: receiver.url + path, subscriptions: [event] })).id;
    late = await create('/late', 'message_created');
    idle = await create('/idle', 'contact_deleted');
    for (let n = 0; n < MESSAGES; n++) {
      await client.messages.create(conversationId, { content: `message ${n}` });
    }
    await untilNothingIsLeftToDeliver(installation.databaseUrl);
  });
  afterAll(async () => {
    await installation.remove();
    await receiver.stop();
  });

  it('every POST counts, by how it ended', async () => {
    const posts = postsAt(receiver, '/late');
    const statistics = await installation.client.webhooks.statistics(late);

    const sum = (of: 'succeeded' | 'failed') =>
      statistics.hours.reduce((total, hour) => total + hour[of], 0);
    expect(posts.length).toBeGreaterThan(MESSAGES);
    expect(statistics).toEqual({
      success_rate: MESSAGES / posts.length,
      duration_ms: { p50: expect.any(Number), p99: expect.any(Number) },
      attempts: posts.length,
      pending: 0,
      next_retry_at: null,
      circuit: 'closed',
      hours: expect.any(Array),
    });
    expect([sum('succeeded'), sum('failed')]).toEqual([MESSAGES, posts.length - MESSAGES]);
  });

  it('the hours are the last 24', async () => {
    const { hours } = await installation.client.webhooks.statistics(idle);

    const starts = hours.map(({ at }) => Date.parse(at));
    expect(starts).toHaveLength(24);
    expect(starts.map((start) => start - starts[0]!)).toEqual(starts.map((_, n) => n * 3_600_000));
    expect(Math.abs(Date.now() - starts.at(-1)!)).toBeLessThan(2 * 3_600_000);
  });

  it('a webhook without attempts has none', async () => {
    expect(await installation.client.webhooks.statistics(idle)).toMatchObject({
      success_rate: null,
      duration_ms: { p50: null, p99: null },
      attempts: 0,
      pending: 0,
    });
  });

  it('a test counts', async () => {
    await installation.client.webhooks.test(idle);
    await waitUntil('the test', () => postsAt(receiver, '/idle').length > 0);
    await untilNothingIsLeftToDeliver(installation.databaseUrl);

    expect(await installation.client.webhooks.statistics(idle)).toMatchObject({
      attempts: 1,
      success_rate: 1,
    });
  });

  it('are kept over a restart', async () => {
    const before = await installation.client.webhooks.statistics(late);
    await installation.server.stop();
    await installation.startServer();

    expect(await installation.client.webhooks.statistics(late)).toMatchObject({
      attempts: before.attempts,
      success_rate: before.success_rate,
    });
  });

  it('of a webhook that there is not, there are none', async () => {
    const path = '/webhooks/999/statistics';
    expect(await outcomeOf(installation, { method: 'GET', path })).toEqual(NOT_FOUND);
  });
});
