import { DEFAULT_SUBSCRIPTIONS, EVENT_NAMES } from './event-names';

describe('the catalogue of events', () => {
  it('names each event once', () => {
    expect(new Set(EVENT_NAMES).size).toBe(EVENT_NAMES.length);
  });

  it('has those that a webhook gets which names none', () => {
    expect(EVENT_NAMES).toEqual(expect.arrayContaining([...DEFAULT_SUBSCRIPTIONS]));
  });

  it('leaves out of them what a webhook has to ask for', () => {
    const onRequest = EVENT_NAMES.filter((name) => !DEFAULT_SUBSCRIPTIONS.includes(name));
    expect(onRequest).toEqual([
      'message_deleted',
      'conversation_deleted',
      'conversation_typing_on',
      'conversation_typing_off',
      'contact_deleted',
      'inbox_created',
      'inbox_updated',
    ]);
  });
});
