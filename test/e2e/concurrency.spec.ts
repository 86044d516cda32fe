import { HooryClient, type Message } from '@app/client';
import { ACCESS_TOKEN, Receiver } from '@app/harness';
import { query, untilNothingIsLeftToDeliver } from '../support/database';
import { Installation, openConversation } from '../support/installation';
import { contentsAt } from '../support/posts';

const CLIENTS = 64;
const MESSAGES_PER_CLIENT = 5;
const MESSAGES = CLIENTS * MESSAGES_PER_CLIENT;

describe(`${CLIENTS} clients publishing into one conversation at once`, () => {
  const receiver = new Receiver();
  const refusals: unknown[] = [];
  let installation: Installation;
  /** What each client was answered, in the order of its requests. */
  let published: Message[][];
  let loggedIds: number[];
  let versions: number[];

  beforeAll(async () => {
    await receiver.start();
    installation = await Installation.start();
    for (const path of ['/one', '/two']) {
      await installation.client.webhooks.create({
        url: receiver.url + path,
        subscriptions: ['message_created'],
      });
    }
    const { conversationId } = await openConversation(installation.client);

    const publishAll = async (client: number): Promise<Message[]> => {
      const { messages } = new HooryClient({
        baseUrl: installation.server.url,
        accessToken: ACCESS_TOKEN,
        accountId: 1,
      });
      const answers: Message[] = [];
      for (let number = 1; number <= MESSAGES_PER_CLIENT; number++) {
        const content = `client ${client}, message ${number}`;
        await messages.create(conversationId, { content, message_type: 'incoming' }).then(
          (message) => answers.push(message),
          (error: unknown) => refusals.push(error),
        );
      }
      return answers;
    };
    published = await Promise.all(Array.from({ length: CLIENTS }, (_, index) => publishAll(index)));
    await untilNothingIsLeftToDeliver(installation.databaseUrl);
    const logged = await query<{ type: string; data: string; version: number }>(
      installation.databaseUrl,
      `SELECT type, data, version FROM events
       WHERE stream LIKE 'conversation-%' ORDER BY position`,
    );
    loggedIds = logged
      .filter(({ type }) => type === 'MessageCreated')
      .map(({ data }) => (JSON.parse(data) as { message: { id: number } }).message.id);
    versions = logged.map(({ version }) => version);
  });

  afterAll(async () => {
    await installation.remove();
    await receiver.stop();
  });

  it('are never told to try again', () => {
    expect(refusals).toEqual([]);
    expect(published.flat()).toHaveLength(MESSAGES);
  });

  it('each see their own messages in the order in which they sent them', () => {
    const ids = published.map((messages) => messages.map(({ id }) => id));
    expect(ids).toEqual(ids.map((own) => own.toSorted((one, other) => one - other)));
  });

  it('get ids that are all distinct and ascend in the order of the log, without a hole', () => {
    expect(loggedIds).toEqual(range(1, MESSAGES));
    expect(sorted(published.flat().map(({ id }) => id))).toEqual(range(1, MESSAGES));
  });

  it('leave one history: each event of the conversation has the next version', () => {
    // Its creation, the messages, and that somebody waits for an answer since the first.
    expect(versions).toEqual(range(1, 1 + MESSAGES + 1));
  });

  it.each(['/one', '/two'])('have each message delivered once to %s', (path) => {
    const contents = published.flat().map(({ content }) => content!);
    expect(contentsAt(receiver, path).toSorted()).toEqual(contents.toSorted());
  });
});

function range(from: number, length: number): number[] {
  return Array.from({ length }, (_, index) => from + index);
}

function sorted(numbers: readonly number[]): number[] {
  return numbers.toSorted((one, other) => one - other);
}
