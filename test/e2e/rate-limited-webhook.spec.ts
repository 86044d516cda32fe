import { Receiver } from '@app/harness';
import { untilNothingIsLeftToDeliver } from '../support/database';
import { Installation, openConversation } from '../support/installation';
import { contentsAt, postsAt } from '../support/posts';

const RATE = 20;
const MESSAGES = 45;

describe('A webhook with a rate limit', () => {
  const receiver = new Receiver();
  let installation: Installation;

  beforeAll(async () => {
    await receiver.start();
    installation = await Installation.start();
    const { client } = installation;
    const { conversationId } = await openConversation(client);
    const settings = { subscriptions: ['message_created'] } as const;
    await client.webhooks.create({ url: `${receiver.url}/free`, ...settings });
    await client.webhooks.create({
      url: `${receiver.url}/limited`,
      rate_limit: RATE,
      ...settings,
    });
    await Promise.all(
      Array.from({ length: MESSAGES }, (_, n) =>
        client.messages.create(conversationId, { content: `message ${n}` }),
      ),
    );
    await untilNothingIsLeftToDeliver(installation.databaseUrl);
  });
  afterAll(async () => {
    await installation.remove();
    await receiver.stop();
  });

  it('gets all of its POSTs', () => {
    expect(new Set(contentsAt(receiver, '/limited')).size).toBe(MESSAGES);
  });

  it('gets no more of them in any second than it takes', () => {
    const times = postsAt(receiver, '/limited').map(({ receivedAtMs }) => receivedAtMs);
    const inASecondFrom = (startMs: number) =>
      times.filter((atMs) => atMs >= startMs && atMs < startMs + 1_000).length;

    // One may come late, by the machine, and two early, by the timer's precision.
    expect(Math.max(...times.map(inASecondFrom))).toBeLessThanOrEqual(RATE + 3);
  });

  it('holds back no other', () => {
    const lastFreeAtMs = postsAt(receiver, '/free').at(-1)!.receivedAtMs;
    const later = postsAt(receiver, '/limited').filter((post) => post.receivedAtMs > lastFreeAtMs);

    expect(contentsAt(receiver, '/free')).toHaveLength(MESSAGES);
    expect(later.length).toBeGreaterThan(0);
  });
});
