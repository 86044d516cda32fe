import { HooryApiError, HooryContactClient } from './index';
import { MESSAGE } from './testing/fixtures';
import { itCalls } from './testing/it-calls';
import { jsonAnswer, startRecordingServer, type RecordingServer } from './testing/recording-server';

const BASE = '/public/api/v1/inboxes/Tq8Xn2/contacts';

const CONTACT = {
  id: 11,
  source_id: 'b2c4',
  pubsub_token: 'p-7',
  name: 'Zoë',
  email: null,
  phone_number: null,
};
const CONVERSATION = {
  id: 1,
  inbox_id: 5,
  status: 'open',
  contact_last_seen_at: 0,
  agent_last_seen_at: 0,
  messages: [MESSAGE],
};
const IDENTITY = { identifier: 'customer-9', identifier_hash: 'a3f0' };
const ANSWER = { submitted_values: [{ title: 'Yes', value: 'y' }] };

const connect = (baseUrl: string): HooryContactClient =>
  new HooryContactClient({ baseUrl, inboxIdentifier: 'Tq8Xn2' });

describe('HooryContactClient', () => {
  itCalls(connect, [
    {
      does: 'finds a contact',
      call: ({ contacts }) => contacts.find('b2c4'),
      sends: `GET ${BASE}/b2c4`,
      answer: CONTACT,
      gives: CONTACT,
    },
    {
      does: 'creates a contact of whom nothing is known',
      call: ({ contacts }) => contacts.create(),
      sends: `POST ${BASE}`,
      body: {},
      answer: CONTACT,
      gives: CONTACT,
    },
    {
      does: 'creates a contact for whom your server vouches',
      call: ({ contacts }) => contacts.create({ source_id: 'b2c4', ...IDENTITY }),
      sends: `POST ${BASE}`,
      body: { source_id: 'b2c4', ...IDENTITY },
      answer: CONTACT,
      gives: CONTACT,
    },
    {
      does: 'updates a contact with the changes alone',
      call: ({ contacts }) => contacts.update('b2c4', { name: 'Zoë' }),
      sends: `PATCH ${BASE}/b2c4`,
      body: { name: 'Zoë' },
      answer: CONTACT,
      gives: CONTACT,
    },
    {
      does: 'lists conversations',
      call: ({ conversations }) => conversations.list('b2c4'),
      sends: `GET ${BASE}/b2c4/conversations`,
      answer: [CONVERSATION],
      gives: [CONVERSATION],
    },
    {
      does: 'finds a conversation',
      call: ({ conversations }) => conversations.find('b2c4', 1),
      sends: `GET ${BASE}/b2c4/conversations/1`,
      answer: CONVERSATION,
      gives: CONVERSATION,
    },
    {
      does: 'creates a conversation',
      call: ({ conversations }) =>
        conversations.create('b2c4', { custom_attributes: { order: 17 } }),
      sends: `POST ${BASE}/b2c4/conversations`,
      body: { custom_attributes: { order: 17 } },
      answer: CONVERSATION,
      gives: CONVERSATION,
    },
    {
      does: 'reports typing',
      call: ({ conversations }) => conversations.toggleTyping('b2c4', 1, 'off'),
      sends: `POST ${BASE}/b2c4/conversations/1/toggle_typing`,
      body: { typing_status: 'off' },
    },
    {
      does: 'resolves a conversation',
      call: ({ conversations }) => conversations.resolve('b2c4', 1),
      sends: `POST ${BASE}/b2c4/conversations/1/toggle_status`,
      body: {},
    },
    {
      does: 'marks all messages as seen',
      call: ({ conversations }) => conversations.markSeen('b2c4', 1),
      sends: `POST ${BASE}/b2c4/conversations/1/update_last_seen`,
      body: {},
    },
    {
      does: 'lists messages',
      call: ({ messages }) => messages.list('b2c4', 1),
      sends: `GET ${BASE}/b2c4/conversations/1/messages`,
      answer: [MESSAGE],
      gives: [MESSAGE],
    },
    {
      does: 'lists the messages before one',
      call: ({ messages }) => messages.list('b2c4', 1, { before: 42 }),
      sends: `GET ${BASE}/b2c4/conversations/1/messages?before=42`,
      answer: [MESSAGE],
      gives: [MESSAGE],
    },
    {
      does: 'creates a message',
      call: ({ messages }) => messages.create('b2c4', 1, { content: 'Hi', echo_id: 'e1' }),
      sends: `POST ${BASE}/b2c4/conversations/1/messages`,
      body: { content: 'Hi', echo_id: 'e1' },
      answer: MESSAGE,
      gives: MESSAGE,
    },
    {
      does: 'answers a message with an e-mail',
      call: ({ messages }) => messages.update('b2c4', 1, 42, { submitted_email: 'z@example.com' }),
      sends: `PATCH ${BASE}/b2c4/conversations/1/messages/42`,
      body: { submitted_email: 'z@example.com' },
      answer: MESSAGE,
      gives: MESSAGE,
    },
    {
      does: 'answers a message with what was selected',
      call: ({ messages }) => messages.update('b2c4', 1, 42, ANSWER),
      sends: `PATCH ${BASE}/b2c4/conversations/1/messages/42`,
      body: ANSWER,
      answer: MESSAGE,
      gives: MESSAGE,
    },
  ]);

  describe('at its server', () => {
    let server: RecordingServer;

    beforeEach(async () => {
      server = await startRecordingServer();
    });

    afterEach(() => server.close());

    it('needs no access token, and shows its idempotency keys', async () => {
      server.answer = jsonAnswer(200, CONTACT);
      const { contacts, conversations, messages } = connect(server.baseUrl);

      await contacts.create({}, { idempotencyKey: 'k1' });
      await conversations.create('b2c4', {}, { idempotencyKey: 'k2' });
      await messages.create('b2c4', 1, { content: 'Hi' }, { idempotencyKey: 'k3' });

      const shown = server.requests.map(({ headers }) => headers);
      expect(shown.map((headers) => headers['idempotency-key'])).toEqual(['k1', 'k2', 'k3']);
      for (const headers of shown) expect(headers).not.toHaveProperty('api_access_token');
    });

    it('keeps what a source id contains out of the rest of the path', async () => {
      server.answer = jsonAnswer(200, CONTACT);

      await connect(server.baseUrl).contacts.find('a/b?c#d');

      expect(server.requests[0]!.path).toBe(`${BASE}/a%2Fb%3Fc%23d`);
    });

    it('rejects with what the server says', async () => {
      server.answer = jsonAnswer(404, { error: 'Resource could not be found' });

      await expect(connect(server.baseUrl).contacts.find('gone')).rejects.toEqual(
        new HooryApiError(404, 'Resource could not be found'),
      );
    });
  });
});
