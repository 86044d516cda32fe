import { query } from '../support/database';
import { Installation } from '../support/installation';
import { invalid, NOT_FOUND, outcomeOf } from '../support/refusals';
import { callRest } from '../support/rest';

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 ' +
  '(KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1';
const TIMESTAMP = 'Tue Mar 03 2020 18:37:38 GMT-0700 (Mountain Standard Time)';
const TRIGGERED = {
  name: 'webwidget.triggered',
  event_info: {
    initiated_at: { timestamp: TIMESTAMP },
    referer: 'http://www.hoory.com',
    widget_language: 'en',
    browser_language: 'hy',
  },
};

interface Visit {
  readonly id: number;
  readonly source_id: string;
}

describe('The widget', () => {
  let installation: Installation;
  let inbox: { id: number; website_token: string };

  beforeAll(async () => {
    installation = await Installation.start();
    const website = {
      name: 'Website',
      channel: { type: 'web_widget', website_url: 'https://example.com' },
    };
    const request = { method: 'POST', path: '/inboxes', body: website };
    inbox = (await callRest(installation.server.url, request)).body as typeof inbox;
  });
  afterAll(() => installation.remove());

  const request = (body: object, headers = {}, token: string = inbox.website_token) => ({
    method: 'POST',
    path: `/api/v1/widget/events?website_token=${token}`,
    body,
    headers: { 'user-agent': IPHONE, ...headers },
  });
  const open = async (headers = {}): Promise<Visit> =>
    (await callRest(installation.server.url, request(TRIGGERED, headers))).body as Visit;
  const eventsOf = async (contactId: number) => {
    const events = await query<{ type: string; data: string; metadata: string }>(
      installation.databaseUrl,
      `SELECT type, data, metadata FROM events WHERE stream = 'contact-${contactId}' ORDER BY version`,
    );
    return events.map(({ type, data, metadata }) => ({
      type,
      data: JSON.parse(data) as Record<string, unknown>,
      actor: (JSON.parse(metadata) as { actor: unknown }).actor,
    }));
  };

  it('says that it was opened, by whom and with what', async () => {
    const visit = await open();
    expect(visit).toEqual({
      id: expect.any(Number) as number,
      source_id: expect.stringMatching(/^[\da-f-]{36}$/) as string,
      pubsub_token: expect.any(String) as string,
      name: `Visitor ${visit.source_id.slice(0, 4)}`,
      email: null,
      phone_number: null,
    });
    const events = await eventsOf(visit.id);
    expect(events.map(({ type }) => type)).toEqual([
      'ContactCreated',
      'ContactInboxCreated',
      'WebWidgetTriggered',
    ]);
    expect(events.map(({ actor }) => actor)).toEqual(
      Array.from({ length: 3 }, () => ({ type: 'contact', id: visit.id })),
    );
    expect(events.at(-1)!.data).toMatchObject({
      contact: { id: visit.id },
      account: { id: 1, name: 'Hoory' },
      inbox: { id: inbox.id, name: 'Website' },
      contactInbox: { sourceId: visit.source_id, inboxId: inbox.id },
      currentConversation: null,
      eventInfo: {
        initiatedAt: TIMESTAMP,
        referer: 'http://www.hoory.com',
        widgetLanguage: 'en',
        browserLanguage: 'hy',
        browser: {
          browserName: 'Safari',
          browserVersion: '17.0',
          deviceName: 'iPhone',
          platformName: 'iOS',
          platformVersion: '17.0',
        },
      },
    });
  });

  it('knows a visitor again, and the conversation they are in', async () => {
    const visit = await open();
    const { client } = installation;
    await client.conversations.create({ source_id: visit.source_id });
    const { id } = await client.conversations.create({ source_id: visit.source_id });
    const message = await client.messages.create(id, { content: 'Hi', message_type: 'outgoing' });
    expect(await open({ 'x-auth-token': visit.source_id })).toEqual(visit);
    const events = await eventsOf(visit.id);
    expect(events).toHaveLength(4);
    expect(events.at(-1)!.data).toMatchObject({
      currentConversation: {
        conversation: { displayId: id, contactId: visit.id },
        contact: { id: visit.id },
        lastMessage: { message: { id: message.id, content: 'Hi' } },
      },
    });
    expect(Object.keys(events.at(-1)!.data['currentConversation'] as object).toSorted()).toEqual([
      'account',
      'assignee',
      'contact',
      'conversation',
      'inbox',
      'lastMessage',
      'team',
    ]);
  });

  it('takes a visitor for a new one whom it does not know', async () => {
    const { id, source_id } = await open({ 'x-auth-token': 'nobody' });
    expect(source_id).not.toBe('nobody');
    expect(await eventsOf(id)).toHaveLength(3);
  });

  it('is content with a browser that says nothing of itself', async () => {
    const body = { name: 'webwidget.triggered' };
    const sent = await callRest(installation.server.url, request(body, { 'user-agent': '' }));
    expect(sent.status).toBe(200);
    expect((await eventsOf((sent.body as Visit).id)).at(-1)!.data).toMatchObject({
      eventInfo: {
        initiatedAt: '',
        referer: '',
        browser: { browserName: '', deviceName: '', platformName: '' },
      },
    });
  });

  it('is refused an event that there is not, and a token of no website', async () => {
    expect(
      await outcomeOf(installation, request({ ...TRIGGERED, name: 'webwidget.closed' })),
    ).toEqual(invalid('name'));
    expect(await outcomeOf(installation, request(TRIGGERED, {}, 'nothing'))).toEqual(NOT_FOUND);
    const path = '/api/v1/widget/events';
    expect(await outcomeOf(installation, { ...request(TRIGGERED), path })).toEqual(NOT_FOUND);
  });
});
