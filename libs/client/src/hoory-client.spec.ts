import { HooryClient, type CreateOptions } from './index';
import {
  AGENT,
  CONVERSATION,
  INBOX,
  MESSAGE,
  TEAM,
  WEBHOOK,
  connectHoory,
} from './testing/fixtures';
import { jsonAnswer, startRecordingServer, type RecordingServer } from './testing/recording-server';

describe('HooryClient', () => {
  let server: RecordingServer;
  let client: HooryClient;

  beforeEach(async () => {
    server = await startRecordingServer();
    client = connectHoory(server.baseUrl);
  });

  afterEach(() => server.close());

  it('shows its access token in the header api_access_token, within the account and without', async () => {
    server.answer = jsonAnswer(200, []);

    await client.agents.list();
    await client.eventTypes.list();

    for (const { headers } of server.requests) {
      expect(headers['api_access_token']).toBe('token-of-ann');
    }
    expect(server.requests).toHaveLength(2);
  });

  it('takes a base URL that ends with slashes', async () => {
    server.answer = jsonAnswer(200, []);
    const baseUrl = `${server.baseUrl}//`;

    await new HooryClient({ baseUrl, accessToken: 't', accountId: 3 }).agents.list();

    expect(server.requests[0]!.path).toBe('/api/v1/accounts/3/agents');
  });

  const creations: [string, (options?: CreateOptions) => Promise<unknown>, unknown][] = [
    [
      'a webhook',
      (options) => client.webhooks.create({ url: WEBHOOK.url }, options),
      { payload: { webhook: WEBHOOK } },
    ],
    [
      'an inbox',
      (options) => client.inboxes.create({ name: 'Shop', channel: { type: 'api' } }, options),
      INBOX,
    ],
    ['a contact', (options) => client.contacts.create({ name: 'Zoë' }, options), { payload: {} }],
    [
      'a contact inbox',
      (options) => client.contacts.createContactInbox(11, { inbox_id: 5 }, options),
      { source_id: 'b2c4', inbox: INBOX },
    ],
    [
      'a conversation',
      (options) => client.conversations.create({ source_id: 'b2c4' }, options),
      CONVERSATION,
    ],
    ['a message', (options) => client.messages.create(1, { content: 'Hi' }, options), MESSAGE],
    [
      'a message with a file',
      (options) => {
        const attachments = [{ name: 'a.txt', content: Buffer.from('Hello') }];
        return client.messages.create(1, { attachments }, options);
      },
      MESSAGE,
    ],
    [
      'an agent',
      (options) => client.agents.create({ name: 'Ann', email: 'a@b.c', role: 'agent' }, options),
      AGENT,
    ],
    ['a team', (options) => client.teams.create({ name: 'support' }, options), TEAM],
    [
      'a new secret',
      (options) => client.webhooks.rotateSecret(7, {}, options),
      { payload: { webhook: WEBHOOK } },
    ],
    [
      'a test of a webhook',
      (options) => client.webhooks.test(7, undefined, options),
      { payload: { message_id: 'msg_1_7' } },
    ],
  ];

  it.each(creations)('creates %s under an idempotency key, if given', async (_, create, answer) => {
    server.answer = jsonAnswer(200, answer);

    await create({ idempotencyKey: 'order-17' });
    await create();

    const [keyed, plain] = server.requests;
    expect(keyed!.headers['idempotency-key']).toBe('order-17');
    expect(plain!.headers).not.toHaveProperty('idempotency-key');
  });
});
