import { HooryClient, type Contact, type Conversation, type Message, type Webhook } from './index';
import {
  jsonAnswer,
  startRecordingServer,
  type RecordedRequest,
  type RecordingServer,
} from './testing/recording-server';

const WEBHOOK: Webhook = {
  id: 7,
  name: 'CRM',
  url: 'https://crm.example.com/hooks',
  account_id: 3,
  subscriptions: ['message_created', 'conversation_status_changed'],
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  format: 'hoory',
  inbox: { id: 5, name: 'Shop' },
};

const CONTACT: Contact = {
  id: 11,
  name: 'Zoë',
  email: 'zoe@example.com',
  phone_number: '+14155550100',
  identifier: null,
  blocked: false,
  thumbnail: '',
  custom_attributes: { plan: 'gold' },
  additional_attributes: {},
  created_at: 1_767_225_600,
};

const MESSAGE: Message = {
  id: 42,
  content: 'Hi',
  inbox_id: 5,
  conversation_id: 1,
  message_type: 0,
  content_type: 'text',
  content_attributes: {},
  created_at: 1_767_225_600,
  private: false,
  status: 'sent',
  source_id: null,
  sender: { id: 11, name: 'Zoë', email: 'zoe@example.com', type: 'contact' },
};

const CONVERSATION: Conversation = {
  id: 1,
  account_id: 3,
  inbox_id: 5,
  status: 'open',
  messages: [MESSAGE],
  meta: { sender: CONTACT, channel: 'Channel::Api' },
  additional_attributes: {},
  custom_attributes: {},
  unread_count: 1,
  timestamp: 1_767_225_600,
  created_at: 1_767_225_600,
};

describe('HooryClient', () => {
  let server: RecordingServer;
  let client: HooryClient;

  beforeEach(async () => {
    server = await startRecordingServer();
    client = new HooryClient({
      baseUrl: server.baseUrl,
      accessToken: 'token-of-ann',
      accountId: 3,
    });
  });

  afterEach(() => server.close());

  function theRequest(): RecordedRequest {
    expect(server.requests).toHaveLength(1);
    return server.requests[0]!;
  }

  it('shows its access token in the header api_access_token', async () => {
    server.answer = jsonAnswer(200, { payload: { webhooks: [] } });

    await client.webhooks.list();

    expect(theRequest().headers['api_access_token']).toBe('token-of-ann');
  });

  it('takes a base URL that ends with slashes', async () => {
    server.answer = jsonAnswer(200, { payload: { webhooks: [] } });
    const baseUrl = `${server.baseUrl}//`;

    await new HooryClient({ baseUrl, accessToken: 't', accountId: 3 }).webhooks.list();

    expect(theRequest().path).toBe('/api/v1/accounts/3/webhooks');
  });

  it('lists webhooks', async () => {
    server.answer = jsonAnswer(200, { payload: { webhooks: [WEBHOOK] } });

    expect(await client.webhooks.list()).toEqual([WEBHOOK]);
    expect(theRequest()).toMatchObject({ method: 'GET', path: '/api/v1/accounts/3/webhooks' });
  });

  it('creates a webhook with a flat JSON body', async () => {
    server.answer = jsonAnswer(200, { payload: { webhook: WEBHOOK } });
    const { url, subscriptions, name, format } = WEBHOOK;
    const body = { url, subscriptions, name: name!, inbox_id: 5, format };

    expect(await client.webhooks.create(body)).toEqual(WEBHOOK);
    expect(theRequest()).toMatchObject({
      method: 'POST',
      path: '/api/v1/accounts/3/webhooks',
      headers: { 'content-type': 'application/json' },
      body,
    });
  });

  it('leaves to the server what the caller leaves out', async () => {
    server.answer = jsonAnswer(200, { payload: { webhook: WEBHOOK } });

    await client.webhooks.create({ url: WEBHOOK.url });

    expect(theRequest().body).toEqual({ url: WEBHOOK.url });
  });

  it('updates a webhook by PATCH with the changes alone, null among them', async () => {
    const updated = { ...WEBHOOK, name: 'ERP', inbox: undefined };
    server.answer = jsonAnswer(200, { payload: { webhook: updated } });

    expect(await client.webhooks.update(7, { name: 'ERP', inbox_id: null })).toEqual(updated);
    expect(theRequest()).toMatchObject({
      method: 'PATCH',
      path: '/api/v1/accounts/3/webhooks/7',
      body: { name: 'ERP', inbox_id: null },
    });
  });

  it('deletes a webhook and takes the empty answer', async () => {
    server.answer = { status: 200 };

    expect(await client.webhooks.delete(7)).toBeUndefined();
    expect(theRequest()).toMatchObject({
      method: 'DELETE',
      path: '/api/v1/accounts/3/webhooks/7',
      body: undefined,
    });
  });

  it('creates an inbox', async () => {
    const webhook_url = 'https://bot.example.com';
    const inbox = { id: 5, name: 'Shop', channel_type: 'Channel::Api', webhook_url };
    server.answer = jsonAnswer(200, inbox);
    const body = { name: 'Shop', channel: { type: 'api', webhook_url } } as const;

    expect(await client.inboxes.create(body)).toEqual(inbox);
    expect(theRequest()).toMatchObject({
      method: 'POST',
      path: '/api/v1/accounts/3/inboxes',
      body,
    });
  });

  it('creates a contact and gives it together with its place in the inbox', async () => {
    const inbox = { id: 5, name: 'Shop', channel_type: 'Channel::Api', webhook_url: '' };
    const created = { contact: CONTACT, contact_inbox: { source_id: 'b2c4', inbox } };
    server.answer = jsonAnswer(200, { payload: created });
    const body = { inbox_id: 5, name: 'Zoë', custom_attributes: { plan: 'gold' } };

    expect(await client.contacts.create(body)).toEqual(created);
    expect(theRequest()).toMatchObject({
      method: 'POST',
      path: '/api/v1/accounts/3/contacts',
      body,
    });
  });

  it('creates a conversation with its opening message', async () => {
    server.answer = jsonAnswer(200, CONVERSATION);
    const body = { inbox_id: 5, contact_id: 11, message: { content: 'Hi' } };

    expect(await client.conversations.create(body)).toEqual(CONVERSATION);
    expect(theRequest()).toMatchObject({
      method: 'POST',
      path: '/api/v1/accounts/3/conversations',
      body,
    });
  });

  it('creates a message as JSON, with booleans and objects as such', async () => {
    server.answer = jsonAnswer(200, { ...MESSAGE, echo_id: 'e1' });
    const body = {
      content: 'Pick one – 日本語',
      message_type: 'outgoing',
      private: true,
      content_type: 'input_select',
      content_attributes: { items: [{ title: 'Yes', value: 'y' }] },
      echo_id: 'e1',
      source_id: 'wa-9',
    } as const;

    expect(await client.messages.create(1, body)).toEqual({ ...MESSAGE, echo_id: 'e1' });
    expect(theRequest()).toMatchObject({
      method: 'POST',
      path: '/api/v1/accounts/3/conversations/1/messages',
      headers: { 'content-type': 'application/json' },
      body,
    });
  });
});
