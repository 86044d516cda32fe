import { deciderSpec } from '@app/event-store/testing';
import {
  ada,
  carol,
  carolHerself,
  conversation,
  draft,
  message,
  situation,
  surroundings,
  T0,
  T1,
  T2,
  widgetInbox,
} from '../../testing/conversation-data';
import { created, messageCreated } from '../../testing/conversation-events';
import { inboxSummary } from '../inbox';
import type { MessageDraft } from '../message';
import type { ConversationCommand, Situation } from './commands';
import type { Conversation } from './conversation';
import { conversationDecider } from './decider';
import type { ConversationEvent, SentMessage } from './events';

const given = deciderSpec(conversationDecider);

const open = (
  opening: Partial<MessageDraft> | null = null,
  state: Partial<Conversation> = {},
  moment: Partial<Situation> = {},
): ConversationCommand => ({
  type: 'CreateConversation',
  conversation: { ...conversation, ...state },
  openingMessage: opening && draft(opening),
  situation: situation({ occurredAt: T0, ...moment }),
});

const at0 = (changes: Parameters<typeof message>[0] = {}) =>
  message({ createdAt: T0, updatedAt: T0, ...changes });

/** Both events of a conversation that comes with a message, which both tell of the same state. */
const openedWith = (
  opening: SentMessage,
  changes: Partial<Conversation>,
  lastMessage: SentMessage | null = opening,
): ConversationEvent[] => {
  const state = { ...conversation, ...changes };
  return [
    {
      type: 'ConversationCreated',
      data: { conversation: state, ...surroundings, lastMessage },
    },
    {
      type: 'MessageCreated',
      data: {
        ...opening,
        conversation: state,
        ...surroundings,
        ...(lastMessage === null && { lastMessage }),
      },
    },
  ];
};

const fromCarol = { type: 'contact', id: carol.id } as const;
const carolWrote = { unreadCount: 1, waitingSince: T0, lastMessageId: 8 } as const;

describe('creating a conversation', () => {
  it('says all about the contact, the inbox and the account', () => {
    given([]).when(open()).then([created()]);
  });

  it('carries the opening message of the contact, published at the same moment', () => {
    given([])
      .when(open({}))
      .then(openedWith({ message: at0(), sender: fromCarol }, carolWrote));
  });

  it('counts the opening message of an agent as the first reply', () => {
    given([])
      .when(open({ messageType: 'outgoing' }))
      .then(
        openedWith(
          { message: at0({ messageType: 'outgoing' }), sender: ada },
          { firstReplyCreatedAt: T0, lastMessageId: 8 },
        ),
      );
  });

  it('does not carry an opening note', () => {
    given([])
      .when(open({ messageType: 'outgoing', private: true }))
      .then(
        openedWith(
          { message: at0({ messageType: 'outgoing', private: true }), sender: ada },
          {},
          null,
        ),
      );
  });

  it.each([
    ['pending', null],
    ['snoozed', null],
    ['snoozed', T2],
  ] as const)(
    'keeps the status %s until %s, though the contact opens it',
    (status, snoozedUntil) => {
      given([])
        .when(open({}, { status, snoozedUntil }))
        .then(
          openedWith(
            { message: at0(), sender: fromCarol },
            { ...carolWrote, status, snoozedUntil },
          ),
        );
    },
  );

  it('leaves nobody waiting where it is created resolved', () => {
    given([])
      .when(open({}, { status: 'resolved' }))
      .then(
        openedWith(
          { message: at0(), sender: fromCarol },
          { ...carolWrote, status: 'resolved', waitingSince: null },
        ),
      );
  });

  it.each([
    ['open', T2, 'Snoozed until goes with the status snoozed, got open'],
    ['snoozed', T0, `Snoozed until takes a time to come, got ${T0}`],
    ['snoozed', T1, `Snoozed until takes a time to come, got ${T1}`],
  ] as const)('is refused where it is %s until %s', (status, snoozedUntil, why) => {
    given([])
      .when(open(null, { status, snoozedUntil }, { occurredAt: T1 }))
      .thenRefused({ reason: 'invalid', message: why, attributes: ['snoozed_until'] });
  });

  it('is refused whole where its opening message is', () => {
    given([])
      .when(open({ contentType: 'input_select' }))
      .thenRefused({ reason: 'invalid', attributes: ['content_attributes'] });
  });

  it('is refused with an incoming message where the inbox is a widget and an agent creates it', () => {
    given([])
      .when(open({}, {}, { surroundings: { ...surroundings, inbox: inboxSummary(widgetInbox) } }))
      .thenRefused({ reason: 'invalid', attributes: ['message_type'] });
  });

  it('is the contact’s own to open in a widget', () => {
    const inWidget = { ...surroundings, inbox: inboxSummary(widgetInbox) };
    const state = { ...conversation, ...carolWrote };
    const opening = { message: at0(), sender: fromCarol };
    given([])
      .when(open({}, {}, { surroundings: inWidget, performer: carolHerself }))
      .then([
        {
          type: 'ConversationCreated',
          data: { conversation: state, ...inWidget, lastMessage: opening },
        },
        { type: 'MessageCreated', data: { ...opening, conversation: state, ...inWidget } },
      ]);
  });

  it('goes on from where its creation left it', () => {
    const second: ConversationCommand = {
      type: 'PublishMessage',
      draft: draft(),
      situation: situation(),
    };
    given(openedWith({ message: at0({ id: 1 }), sender: fromCarol }, carolWrote))
      .when(second)
      .then([messageCreated({ conversation: { ...carolWrote, unreadCount: 2 } })]);
  });
});
