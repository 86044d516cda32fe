import { HooryClient, type Message } from '@app/client';
import { ACCESS_TOKEN, Receiver } from '@app/harness';
import { query, untilNothingIsLeftToDeliver } from '../support/database';
import { Installation, openConversation } from '../support/installation';
import { contentsAt } from '../support/posts';

const CLIENTS = 64;
const MESSAGES_PER_CLIENT = 5;
const MESSAGES = CLIENTS * MESSAGES_PER_CLIENT;

interface LoggedMessage {
  readonly id: number;
  readonly version: number;
}

describe(`${CLIENTS} clients publishing into one conversation at once`, () => {
  const receiver = new Receiver();
  const refusals: unknown[] = [];
  let installation: Installation;
  /** What each client was answered, in the order of its requests. */
  let published: Message[][];
  let logged: LoggedMessage[];

  beforeAll(async () => {
    await receiver.start();
    installation = await Installation.start();
    await installation.client.webhooks.create({ url: `${receiver.url}/one` });
    await installation.client.webhooks.create({ url: `${receiver.url}/two` });
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
    await untilNothingIsLeftToDeliver(installation.databasePath);
    logged = query<LoggedMessage>(
      installation.databasePath,
      `SELECT data ->> '$.message.id' AS id, version FROM events
       WHERE type = 'MessageCreated' ORDER BY position`,
    );
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
    expect(logged.map(({ id }) => id)).toEqual(range(1, MESSAGES));
    expect(sorted(published.flat().map(({ id }) => id))).toEqual(range(1, MESSAGES));
  });

  it('leave one history: each event of the conversation has the next version', () => {
    expect(logged.map(({ version }) => version)).toEqual(range(2, MESSAGES));
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
