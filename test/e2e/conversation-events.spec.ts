import type { Attributes } from '@app/client';
import { ObservedInstallation, type Step } from '../support/observed-installation';
import { specifySteps } from '../support/specify-steps';

/** What the widget tells of a visitor. */
const BROWSER_ATTRIBUTES: Attributes = {
  browser: {
    device_name: 'Macbook',
    browser_name: 'Chrome',
    platform_name: 'Macintosh',
    browser_version: '80.0.3987.122',
    platform_version: '10.15.2',
  },
  referer: 'http://www.hoory.com',
  initiated_at: { timestamp: 'Tue Mar 03 2020 18:37:38 GMT-0700 (Mountain Standard Time)' },
};

const FAR_FUTURE_SECONDS = Date.parse('2999-12-31T12:00:00.000Z') / 1000;

describe('The events of conversations', () => {
  const observed = new ObservedInstallation();
  let inboxId: number;
  let contactId: number;
  let conversationId: number;
  let greetingId: number;

  const steps: Step[] = [
    {
      command: 'create-inbox',
      fires: ['inbox_created'],
      run: async () => {
        const inbox = { name: 'App', channel: { type: 'api' } } as const;
        inboxId = (await observed.client.inboxes.create(inbox)).id;
      },
    },
    {
      command: 'create-contact',
      fires: ['contact_created'],
      run: async () => {
        const { contact, contact_inbox } = await observed.client.contacts.create({
          inbox_id: inboxId,
          name: 'Carol “Ճ” 👋',
          email: 'carol@example.com',
          phone_number: '+14155550100',
          identifier: 'customer-1',
          custom_attributes: { plan: 'pro' },
          additional_attributes: { city: 'Yerevan' },
        });
        contactId = contact.id;
        observed.placeholders.set('source id', contact_inbox!.source_id);
      },
    },
    {
      command: 'open-conversation-without-message',
      fires: ['conversation_created'],
      run: () => observed.client.conversations.create({ inbox_id: inboxId, contact_id: contactId }),
    },
    {
      command: 'open-conversation',
      fires: ['conversation_created', 'message_created'],
      run: async () => {
        const { id, messages } = await observed.client.conversations.create({
          inbox_id: inboxId,
          contact_id: contactId,
          additional_attributes: BROWSER_ATTRIBUTES,
          custom_attributes: { tier: 'gold' },
          message: { content: 'Hi', message_type: 'incoming', source_id: 'wamid.HBgL' },
        });
        conversationId = id;
        greetingId = messages[0]!.id;
      },
    },
    {
      command: 'answer-for-the-first-time',
      fires: ['conversation_updated', 'message_created'],
      run: () =>
        observed.client.messages.create(conversationId, {
          content: '“Grüße” "an" 日本 👋 \u2028 </script>\n\\',
        }),
    },
    {
      command: 'answer-again',
      fires: ['message_created'],
      run: () => observed.client.messages.create(conversationId, { content: 'Anything else?' }),
    },
    {
      command: 'write-note',
      fires: ['message_created'],
      run: () =>
        observed.client.messages.create(conversationId, {
          content: 'Has called before',
          private: true,
        }),
    },
    {
      command: 'type-note',
      fires: ['conversation_typing_on'],
      run: () =>
        observed.client.conversations.toggleTypingStatus(conversationId, {
          typing_status: 'on',
          is_private: true,
        }),
    },
    {
      command: 'stop-typing',
      fires: ['conversation_typing_off'],
      run: () =>
        observed.client.conversations.toggleTypingStatus(conversationId, { typing_status: 'off' }),
    },
    {
      command: 'assign-agent',
      fires: ['conversation_updated'],
      run: () => observed.client.conversations.assign(conversationId, { assignee_id: 1 }),
    },
    {
      command: 'assign-team',
      fires: ['conversation_updated'],
      run: async () => {
        const { id } = await observed.client.teams.create({ name: 'Night shift' });
        await observed.client.conversations.assign(conversationId, { team_id: id });
      },
    },
    {
      command: 'set-labels',
      fires: ['conversation_updated'],
      run: () => observed.client.conversations.setLabels(conversationId, ['billing', 'vip']),
    },
    {
      command: 'set-priority',
      fires: ['conversation_updated'],
      run: () => observed.client.conversations.setPriority(conversationId, 'urgent'),
    },
    {
      command: 'set-custom-attributes',
      fires: ['conversation_updated'],
      run: () =>
        observed.client.conversations.setCustomAttributes(conversationId, { order: { id: 7 } }),
    },
    {
      command: 'snooze',
      fires: ['conversation_status_changed', 'conversation_updated'],
      run: () =>
        observed.client.conversations.toggleStatus(conversationId, {
          status: 'snoozed',
          snoozed_until: FAR_FUTURE_SECONDS,
        }),
    },
    {
      command: 'write-in-a-snoozed-one',
      fires: ['conversation_status_changed', 'conversation_updated', 'message_created'],
      run: () =>
        observed.client.messages.create(conversationId, {
          content: 'Still there?',
          message_type: 'incoming',
        }),
    },
    {
      command: 'resolve',
      fires: ['conversation_status_changed', 'conversation_updated'],
      run: () => observed.client.conversations.toggleStatus(conversationId),
    },
    {
      command: 'fail-message',
      fires: ['message_updated'],
      run: () =>
        observed.client.messages.update(conversationId, greetingId, {
          status: 'failed',
          external_error: 'Not on WhatsApp',
        }),
    },
    {
      command: 'edit-message',
      fires: ['message_updated'],
      run: () => observed.client.messages.update(conversationId, greetingId, { content: 'Hello' }),
    },
    {
      command: 'delete-message',
      fires: ['message_deleted', 'message_updated'],
      run: () => observed.client.messages.delete(conversationId, greetingId),
    },
    {
      command: 'delete-conversation',
      fires: ['conversation_deleted'],
      run: () => observed.client.conversations.delete(conversationId),
    },
  ];

  specifySteps('conversations', observed, steps);
});
