import {
  CALLBACK_EVENT_NAMES,
  DEFAULT_SUBSCRIPTIONS,
  EPHEMERAL_EVENT_NAMES,
  EVENT_NAMES,
  WEBHOOK_EVENT_NAMES,
  type EventName,
} from './event-names';

const allBut = (names: readonly EventName[]): EventName[] =>
  EVENT_NAMES.filter((name) => !names.includes(name));

describe('the names of events', () => {
  it('are there once each', () => {
    expect(new Set(EVENT_NAMES).size).toBe(EVENT_NAMES.length);
  });

  it('are those that a webhook gets which names none, and some it has to ask for', () => {
    expect(EVENT_NAMES).toEqual(expect.arrayContaining([...DEFAULT_SUBSCRIPTIONS]));
    expect(allBut(DEFAULT_SUBSCRIPTIONS)).toEqual([
      'message_deleted',
      'conversation_deleted',
      'conversation_typing_on',
      'conversation_typing_off',
      'contact_deleted',
      'inbox_created',
      'inbox_updated',
      ...WEBHOOK_EVENT_NAMES,
    ]);
  });

  it('are all an API inbox’s own software gets, but for those of contacts, inboxes, webhooks and what bridges would send on', () => {
    expect(CALLBACK_EVENT_NAMES).toEqual(
      allBut([
        'message_deleted',
        'contact_created',
        'contact_updated',
        'contact_deleted',
        'inbox_created',
        'inbox_updated',
        ...WEBHOOK_EVENT_NAMES,
      ]),
    );
  });

  it('are ephemeral where somebody types', () => {
    expect(EPHEMERAL_EVENT_NAMES).toEqual(['conversation_typing_on', 'conversation_typing_off']);
  });
});
