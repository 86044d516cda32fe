import { HooryContactClient } from '@app/client';
import { ObservedInstallation, type Step } from '../support/observed-installation';
import { callRest } from '../support/rest';
import { specifySteps } from '../support/specify-steps';

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 ' +
  '(KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1';
const TRIGGERED = {
  name: 'webwidget.triggered',
  event_info: {
    initiated_at: { timestamp: 'Tue Mar 03 2020 18:37:38 GMT-0700 (Mountain Standard Time)' },
    referer: 'http://www.hoory.com',
    widget_language: 'en',
    browser_language: 'hy',
  },
};

describe('The events of inboxes, of contacts and of what contacts do', () => {
  const observed = new ObservedInstallation();
  let appId: number;
  let websiteToken: string;
  let visitorId: string;
  let contact: HooryContactClient;
  let contactId: number;
  let conversationId: number;

  const openWidget = async (headers = {}): Promise<{ id: number; source_id: string }> => {
    const { body } = await callRest(observed.installation.server.url, {
      method: 'POST',
      path: `/api/v1/widget/events?website_token=${websiteToken}`,
      body: TRIGGERED,
      headers: { 'user-agent': IPHONE, ...headers },
    });
    return body as { id: number; source_id: string };
  };

  const steps: Step[] = [
    {
      command: 'create-api-inbox',
      fires: ['inbox_created'],
      run: async () => {
        const app = await observed.client.inboxes.create({ name: 'App', channel: { type: 'api' } });
        appId = app.id;
        contact = new HooryContactClient({
          baseUrl: observed.installation.server.url,
          inboxIdentifier: app.inbox_identifier!,
        });
      },
    },
    {
      command: 'create-website',
      fires: ['inbox_created'],
      run: async () => {
        const website = await observed.client.inboxes.create({
          name: 'Website',
          channel: { type: 'web_widget', website_url: 'http://www.hoory.com' },
        });
        websiteToken = website.website_token!;
      },
    },
    {
      command: 'update-inbox',
      fires: ['inbox_updated'],
      run: () =>
        observed.client.inboxes.update(appId, {
          name: 'Mobile app',
          // Where nobody listens: what its own software gets is specified elsewhere.
          channel: { webhook_url: 'https://app.hoory.invalid/hook' },
        }),
    },
    {
      command: 'take-callback-away',
      fires: ['inbox_updated'],
      run: () => observed.client.inboxes.update(appId, { channel: { webhook_url: null } }),
    },
    {
      command: 'open-widget',
      fires: ['contact_created', 'webwidget_triggered'],
      run: async () => {
        visitorId = (await openWidget()).source_id;
        observed.placeholders.set('visitor', visitorId);
        observed.placeholders.set('visitor’s name', `Visitor ${visitorId.slice(0, 4)}`);
      },
    },
    {
      command: 'open-widget-again',
      fires: ['webwidget_triggered'],
      run: () => openWidget({ 'x-auth-token': visitorId }),
    },
    {
      command: 'register-contact',
      fires: ['contact_created'],
      run: async () => {
        const details = { source_id: 'device-1', name: 'Carol', email: 'carol@example.com' };
        contactId = (await contact.contacts.create(details)).id;
      },
    },
    {
      command: 'open-own-conversation',
      fires: ['conversation_created'],
      run: async () => {
        const details = { custom_attributes: { order: 7 } };
        conversationId = (await contact.conversations.create('device-1', details)).id;
      },
    },
    {
      command: 'type-as-contact',
      fires: ['conversation_typing_on'],
      run: () => contact.conversations.toggleTyping('device-1', conversationId, 'on'),
    },
    {
      command: 'write-as-contact',
      fires: ['conversation_updated', 'message_created'],
      run: () => contact.messages.create('device-1', conversationId, { content: 'Hi' }),
    },
    {
      command: 'resolve-as-contact',
      fires: ['conversation_status_changed', 'conversation_updated'],
      run: () => contact.conversations.resolve('device-1', conversationId),
    },
    {
      command: 'open-second-conversation',
      fires: ['conversation_created'],
      run: () => contact.conversations.create('device-1'),
    },
    {
      command: 'change-own-name',
      fires: ['contact_updated'],
      run: () => contact.contacts.update('device-1', { name: 'Caroline' }),
    },
    {
      command: 'update-contact',
      fires: ['contact_updated'],
      run: () =>
        observed.client.contacts.update(contactId, {
          email: null,
          phone_number: '+14155550100',
          identifier: 'customer-1',
          blocked: true,
          custom_attributes: { plan: 'pro' },
          additional_attributes: { city: 'Yerevan' },
        }),
    },
    {
      command: 'delete-contact',
      fires: ['contact_deleted', 'conversation_deleted', 'conversation_deleted'],
      run: () => observed.client.contacts.delete(contactId),
    },
  ];

  specifySteps('contacts', observed, steps);
});
