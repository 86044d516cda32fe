import { HooryContactClient } from '@app/client';
import { FORMATS } from '@app/payloads';
import { untilNothingIsLeftToDeliver } from '../support/database';
import { ObservedInstallation, type Step } from '../support/observed-installation';
import { callRest } from '../support/rest';

describe('Nothing is fired', () => {
  const observed = new ObservedInstallation();
  let inboxId: number;
  let websiteId: number;
  let contact: HooryContactClient;
  let contactId: number;
  let conversationId: number;
  let messageId: number;
  let deletedId: number;

  const CONTACT = {
    name: 'Carol',
    email: 'carol@example.com',
    phone_number: '+14155550100',
    identifier: 'customer-1',
    custom_attributes: { plan: 'pro', address: { city: 'Yerevan', street: 'Abovyan' } },
  };

  const get = (path: string): Promise<unknown> =>
    callRest(observed.installation.server.url, { method: 'GET', path });

  const setUp = async (): Promise<void> => {
    const { client } = observed;
    const inbox = await client.inboxes.create({ name: 'App', channel: { type: 'api' } });
    inboxId = inbox.id;
    const channel = { type: 'web_widget', website_url: 'https://example.com' } as const;
    websiteId = (await client.inboxes.create({ name: 'Website', channel })).id;
    contact = new HooryContactClient({
      baseUrl: observed.installation.server.url,
      inboxIdentifier: inbox.inbox_identifier!,
    });
    const details = { ...CONTACT, inbox_id: inboxId, source_id: 'device-1' };
    contactId = (await client.contacts.create(details)).contact.id;
    const conversation = await client.conversations.create({
      source_id: 'device-1',
      custom_attributes: { tier: 'gold', order: { id: 7, lines: [1, 2] } },
      message: { content: 'Hi' },
    });
    conversationId = conversation.id;
    messageId = conversation.messages[0]!.id;
    await client.conversations.assign(conversationId, { assignee_id: 1 });
    await client.conversations.setLabels(conversationId, ['billing', 'vip']);
    await client.conversations.setPriority(conversationId, 'high');
    deletedId = (await client.messages.create(conversationId, { content: 'Oops' })).id;
    await client.messages.delete(conversationId, deletedId);
    await untilNothingIsLeftToDeliver(observed.installation.databaseUrl);
  };

  const changingNothing = [
    step('the status it has', () =>
      observed.client.conversations.toggleStatus(conversationId, { status: 'open' }),
    ),
    step('the assignee it has', () =>
      observed.client.conversations.assign(conversationId, { assignee_id: 1 }),
    ),
    step('no team where it has none', () =>
      observed.client.conversations.assign(conversationId, { team_id: null }),
    ),
    step('its labels in another order', () =>
      observed.client.conversations.setLabels(conversationId, ['vip', 'billing', 'vip']),
    ),
    step('the priority it has', () =>
      observed.client.conversations.setPriority(conversationId, 'high'),
    ),
    step('its attributes with their keys in another order', () =>
      observed.client.conversations.setCustomAttributes(conversationId, {
        order: { lines: [1, 2], id: 7 },
        tier: 'gold',
      }),
    ),
    step('the content and the status a message has', () =>
      observed.client.messages.update(conversationId, messageId, { content: 'Hi', status: 'sent' }),
    ),
    step('a message deleted twice', () =>
      observed.client.messages.delete(conversationId, deletedId),
    ),
    step('what a contact is already', () =>
      observed.client.contacts.update(contactId, {
        ...CONTACT,
        custom_attributes: { address: { street: 'Abovyan', city: 'Yerevan' } },
      }),
    ),
    step('a contact who is known, registered again', () =>
      contact.contacts.create({ source_id: 'device-1' }),
    ),
    step('the name an inbox has', () => observed.client.inboxes.update(inboxId, { name: 'App' })),
  ];

  const unpublished = [
    step('messages seen by an agent', () => observed.client.conversations.markSeen(conversationId)),
    step('messages seen by the contact', () =>
      contact.conversations.markSeen('device-1', conversationId),
    ),
    step('a contact brought into one more inbox', () =>
      observed.client.contacts.createContactInbox(contactId, { inbox_id: websiteId }),
    ),
    step('an agent and a team made', async () => {
      const agent = { name: 'Grace', email: 'grace@example.com', role: 'agent' } as const;
      await observed.client.agents.create(agent);
      await observed.client.teams.create({ name: 'Night shift' });
    }),
    step('a webhook made, changed and deleted', async () => {
      const { webhooks } = observed.client;
      const { id } = await webhooks.create({ url: 'https://hoory.invalid' });
      await webhooks.update(id, { name: 'CRM' });
      await webhooks.delete(id);
    }),
    step('whatever is read', async () => {
      for (const path of [
        '/contacts',
        `/contacts/${contactId}`,
        `/contacts/${contactId}/conversations`,
        '/conversations',
        '/conversations/meta',
        `/conversations/${conversationId}`,
        `/conversations/${conversationId}/messages`,
        '/inboxes',
        '/webhooks',
      ]) {
        await get(path);
      }
    }),
  ];

  const steps = [...changingNothing, ...unpublished];

  beforeAll(async () => {
    await observed.start();
    await setUp();
    await observed.play(steps);
  });
  afterAll(() => observed.stop());

  it.each(changingNothing)('by a command that changes nothing: $command', ({ command }) => {
    expect(FORMATS.map((format) => observed.deliveredBy(command, format))).toEqual([[], []]);
  });

  it('by an activity message, which agents see all the same', async () => {
    const { payload } = await observed.client.messages.list(conversationId);
    const activities = payload.filter((message) => message.message_type === 2);
    expect(activities.map(({ content }) => content)).toEqual([
      'Conversation was assigned to Administrator by Administrator',
      'Labels added by Administrator: billing, vip',
      'Priority was set to high by Administrator',
    ]);
    const bodies = observed.receiver.posts.map(({ rawBody }) => rawBody.toString());
    expect(bodies.filter((body) => body.includes(' by Administrator'))).toEqual([]);
    expect(bodies.filter((body) => body.includes('"Hi"'))).not.toEqual([]);
  });

  it.each(unpublished)('by what no webhook is to see: $command', ({ command }) => {
    expect(FORMATS.map((format) => observed.deliveredBy(command, format))).toEqual([[], []]);
  });
});

function step(command: string, run: () => Promise<unknown>): Step {
  return { command, fires: [], run };
}
