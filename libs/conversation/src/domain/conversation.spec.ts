import { deciderSpec } from '@app/event-store/testing';
import {
  ada,
  apiInbox,
  carol,
  conversation,
  draft,
  surroundings,
  T0,
  T1,
  widgetInbox,
} from '../testing/conversation-data';
import {
  conversationDecider,
  type ConversationCommand,
  type ConversationEvent,
  type MessageCreatedData,
} from './conversation';
import type { MessageDraft } from './message';

const given = deciderSpec(conversationDecider);

const created: ConversationEvent = {
  type: 'ConversationCreated',
  data: { conversation, ...surroundings },
};

const messageCreated = (changes: Partial<MessageCreatedData>): ConversationEvent => ({
  type: 'MessageCreated',
  data: {
    message: { id: 8, ...draft(), status: 'sent', createdAt: T1 },
    sender: { type: 'contact', id: carol.id },
    conversation: { ...conversation, unreadCount: 1, lastActivityAt: T1 },
    ...surroundings,
    ...changes,
  },
});

const publish = (
  changes: Partial<MessageDraft> = {},
  around = surroundings,
  author: typeof ada | null = ada,
): ConversationCommand => ({
  type: 'PublishMessage',
  message: { id: 8, draft: draft(changes), author },
  surroundings: around,
  occurredAt: T1,
});

const open = (
  opening: Partial<MessageDraft> | null = null,
  around = surroundings,
): ConversationCommand => ({
  type: 'CreateConversation',
  conversation,
  surroundings: around,
  openingMessage: opening && { id: 8, draft: draft(opening), author: ada },
});

const fold = (...events: ConversationEvent[]) =>
  events.reduce(
    (state, event) => conversationDecider.evolve(state, event),
    conversationDecider.initialState,
  );

const decide = (command: ConversationCommand, ...events: ConversationEvent[]) =>
  conversationDecider.decide(command, fold(...events))[0]!;

describe('creating a conversation', () => {
  it('says all about the contact, the inbox and the account', () => {
    given([]).when(open()).then([created]);
  });

  it('publishes the opening message of the contact with it, at the same moment', () => {
    given([])
      .when(open({}))
      .then([
        created,
        messageCreated({
          message: { id: 8, ...draft(), status: 'sent', createdAt: T0 },
          conversation: { ...conversation, unreadCount: 1, lastActivityAt: T0 },
        }),
      ]);
  });

  it('publishes the opening message of an agent with it', () => {
    given([])
      .when(open({ messageType: 'outgoing' }))
      .then([
        created,
        messageCreated({
          message: {
            id: 8,
            ...draft({ messageType: 'outgoing' }),
            status: 'sent',
            createdAt: T0,
          },
          sender: { type: 'user', ...ada },
          conversation,
        }),
      ]);
  });

  it('is refused whole where its opening message is', () => {
    given([])
      .when(open({ contentType: 'input_select' }))
      .thenRefused({ reason: 'invalid', attributes: ['content_attributes'] });
  });

  it('is refused with an incoming message where the inbox is a widget', () => {
    given([])
      .when(open({}, { ...surroundings, inbox: widgetInbox }))
      .thenRefused({ reason: 'invalid', attributes: ['message_type'] });
  });
});

describe('publishing a message', () => {
  it('says all about the message, its sender and where it was sent', () => {
    given([created])
      .when(publish())
      .then([messageCreated({})]);
  });

  it('keeps every part of what the sender wrote', () => {
    const written = {
      content: 'Which plan?',
      messageType: 'outgoing',
      private: true,
      contentType: 'input_select',
      contentAttributes: { items: [{ title: 'Pro', value: 'pro' }] },
      sourceId: 'wamid.1',
    } as const;
    given([created])
      .when(publish(written))
      .then([
        messageCreated({
          message: { id: 8, ...written, status: 'sent', createdAt: T1 },
          sender: { type: 'user', ...ada },
          conversation: { ...conversation, lastActivityAt: T1 },
        }),
      ]);
  });

  it('may be without content', () => {
    given([created])
      .when(publish({ content: null }))
      .then([
        messageCreated({
          message: { id: 8, ...draft({ content: null }), status: 'sent', createdAt: T1 },
        }),
      ]);
  });

  it('is refused in a conversation that is not there', () => {
    given([])
      .when(publish())
      .thenRefused({ reason: 'not-found', message: 'Resource could not be found' });
  });

  it('is refused from the contact where the inbox is a widget', () => {
    given([created])
      .when(publish({}, { ...surroundings, inbox: widgetInbox }))
      .thenRefused({
        reason: 'invalid',
        message: 'Incoming messages are only allowed in API inboxes',
        attributes: ['message_type'],
      });
  });

  it('is allowed from an agent where the inbox is a widget', () => {
    const inWidget = { ...surroundings, inbox: widgetInbox };
    given([created])
      .when(publish({ messageType: 'outgoing' }, inWidget))
      .then([
        messageCreated({
          message: {
            id: 8,
            ...draft({ messageType: 'outgoing' }),
            status: 'sent',
            createdAt: T1,
          },
          sender: { type: 'user', ...ada },
          conversation: { ...conversation, lastActivityAt: T1 },
          ...inWidget,
        }),
      ]);
  });

  it('is refused to an agent where no agent acts', () => {
    given([created])
      .when(publish({ messageType: 'outgoing' }, surroundings, null))
      .thenRefused({
        reason: 'invalid',
        message: 'Outgoing messages take an agent as sender',
        attributes: ['message_type'],
      });
  });

  it('is the contact’s where it is incoming, whoever brought it', () => {
    given([created])
      .when(publish({}, surroundings, null))
      .then([messageCreated({})]);
  });
});

describe('the snapshot of a message', () => {
  it('stays as it was when the world around it changes', () => {
    const before = decide(publish(), created);
    const copy = structuredClone(before);
    const renamed = {
      account: { id: 1, name: 'Renamed' },
      contact: { ...carol, name: 'Caroline' },
      inbox: { ...apiInbox, name: 'Renamed' },
    };
    const after = decide(publish({}, renamed), created, before);
    expect(before).toEqual(copy);
    expect(after.data).toMatchObject(renamed);
  });

  it('counts what the contact wrote and no agent has seen', () => {
    let events: ConversationEvent[] = [created];
    const counts = (['incoming', 'incoming', 'outgoing', 'incoming'] as const).map(
      (messageType) => {
        const event = decide(publish({ messageType }), ...events);
        events = [...events, event];
        return event.data.conversation.unreadCount;
      },
    );
    expect(counts).toEqual([1, 2, 2, 3]);
  });

  it('is what the conversation is from then on', () => {
    expect(fold(created)).toEqual(conversation);
    expect(fold(created, messageCreated({}))).toEqual({
      ...conversation,
      unreadCount: 1,
      lastActivityAt: T1,
    });
  });
});
