import type { Webhook } from '@app/client';
import { Receiver, waitUntil, type ReceivedPost } from '@app/harness';
import { untilNothingIsLeftToDeliver } from '../support/database';
import { Installation, openConversation } from '../support/installation';
import { contentOf, contentsAt, postsAt, webhookIdOf } from '../support/posts';

const MESSAGES = 20;

const allIsWell = (): number => 200;

describe('A webhook that keeps the order of each conversation', () => {
  const seen = new Map<string, number>();
  /** How an attempt at a POST is answered, by its number. */
  let answer: (post: ReceivedPost, attempt: number) => number = allIsWell;
  const receiver = new Receiver((post) => {
    const attempt = (seen.get(webhookIdOf(post)) ?? 0) + 1;
    seen.set(webhookIdOf(post), attempt);
    return answer(post, attempt);
  });
  let installation: Installation;
  let conversations: number[];
  let path: string;
  let webhook: Webhook;

  beforeAll(async () => {
    await receiver.start();
    installation = await Installation.start({
      env: { RETRY_SCHEDULE: '0.1,0.1,0.1,0.1,0.1' },
    });
    const { client } = installation;
    const { inboxId, contactId, conversationId } = await openConversation(client);
    conversations = [conversationId];
    for (let n = 0; n < 3; n++) {
      const { id } = await client.conversations.create({
        inbox_id: inboxId,
        contact_id: contactId,
      });
      conversations.push(id);
    }
  });
  afterAll(async () => {
    await installation.remove();
    await receiver.stop();
  });
  beforeEach(async () => {
    path = `/${Math.random()}`;
    webhook = await installation.client.webhooks.create({
      url: receiver.url + path,
      subscriptions: ['message_created'],
      ordering: 'conversation',
    });
  });
  afterEach(() => installation.client.webhooks.delete(webhook.id));

  const publish = (conversation: number, content: string) =>
    installation.client.messages.create(conversation, { content });
  /** All conversations at once, each message of one after the other. */
  const publishAll = async (): Promise<void> => {
    for (let n = 1; n <= MESSAGES; n++) {
      await Promise.all(conversations.map((id) => publish(id, `${id}: ${n}`)));
    }
  };
  const settle = () => untilNothingIsLeftToDeliver(installation.databaseUrl);
  /** Of a conversation, in the order in which they were answered with success. */
  const numbersOf = (conversation: number): number[] =>
    contentsAt(receiver, path)
      .filter((content) => content.startsWith(`${conversation}: `))
      .map((content) => Number(content.split(': ')[1]));
  const inOrder = Array.from({ length: MESSAGES }, (_, n) => n + 1);

  it('gets the messages of each in the order in which they were written', async () => {
    answer = allIsWell;
    await publishAll();
    await settle();

    for (const id of conversations) expect(numbersOf(id)).toEqual(inOrder);
  });

  it('gets none before the one before it was taken', async () => {
    let firstAttempts = 0;
    // Every third is refused at first.
    answer = (_, attempt) => (attempt === 1 && firstAttempts++ % 3 === 0 ? 500 : 200);
    await publishAll();
    await settle();

    for (const id of conversations) {
      const numbers = numbersOf(id);
      expect([...new Set(numbers)]).toEqual(inOrder);
      expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
    }
  });

  it('gets those of the other conversations while one fails', async () => {
    const [failing, ...others] = conversations as [number, ...number[]];
    let mended = false;
    answer = (post) => (!mended && contentOf(post).startsWith(`${failing}: `) ? 500 : 200);
    await publish(failing, `${failing}: 1`);
    await publish(failing, `${failing}: 2`);
    for (const id of others) await publish(id, `${id}: 1`);
    await waitUntil('the others', () => others.every((id) => numbersOf(id).length === 1));

    expect(numbersOf(failing)).not.toContain(2);
    mended = true;
    await settle();
    expect([...new Set(numbersOf(failing))]).toEqual([1, 2]);
  });

  it('goes on with a conversation where a delivery is given up', async () => {
    const [conversation] = conversations as [number];
    answer = (post) => (contentOf(post).endsWith(': 1') ? 500 : 200);
    await publish(conversation, `${conversation}: 1`);
    await publish(conversation, `${conversation}: 2`);
    await settle();

    expect(numbersOf(conversation)).toEqual([1, 1, 1, 1, 1, 1, 2]);
  });

  it('gets what it missed before what came after, conversation by conversation', async () => {
    answer = allIsWell;
    const [conversation, other] = conversations as [number, number];
    await installation.client.webhooks.disable(webhook.id);
    for (let n = 1; n <= 10; n++) await publish(conversation, `${conversation}: ${n}`);
    await installation.client.webhooks.enable(webhook.id, { rate: 20 });
    for (let n = 11; n <= MESSAGES; n++) await publish(conversation, `${conversation}: ${n}`);
    await publish(other, `${other}: 1`);
    await settle();

    expect(numbersOf(conversation)).toEqual(inOrder);
    expect(postsAt(receiver, path)).toHaveLength(MESSAGES + 1);
  });
});
