import { deciderSpec } from '@app/event-store/testing';
import {
  ada,
  bot,
  carol,
  carolHerself,
  draft,
  message,
  situation,
  surroundings,
  T0,
  T1,
  T2,
  widgetInbox,
} from '../../testing/conversation-data';
import {
  activity,
  change,
  conversationUpdated,
  created,
  messageCreated,
  statusChanged,
} from '../../testing/conversation-events';
import type { FileAttachment, LocationAttachment } from '../attachment';
import { inboxSummary } from '../inbox';
import type { MessageDraft } from '../message';
import type { ConversationCommand, Situation } from './commands';
import type { Conversation } from './conversation';
import { conversationDecider } from './decider';
import type { SentMessage } from './events';

const given = deciderSpec(conversationDecider);

const publish = (
  written: Partial<MessageDraft> = {},
  moment: Partial<Situation> = {},
): ConversationCommand => ({
  type: 'PublishMessage',
  draft: draft(written),
  situation: situation(moment),
});

const fromCarol = { type: 'contact', id: carol.id } as const;

/** What Carol's message at T1 makes of a conversation in which nobody has written. */
const afterCarol = {
  unreadCount: 1,
  waitingSince: T1,
  lastMessageId: 8,
  lastActivityAt: T1,
} as const;

const carolWaits = change('waitingSince', null, T1);

/** A conversation in which Carol has been waiting since T0. */
const waiting = { unreadCount: 1, waitingSince: T0, lastMessageId: 1 } as const;

const earlier: SentMessage = { message: message({ id: 1, createdAt: T0 }), sender: fromCarol };

describe('publishing a message', () => {
  it('says all about the message, its sender and where it was sent', () => {
    given([created()])
      .when(publish())
      .then([
        messageCreated({ message: message(), sender: fromCarol, conversation: afterCarol }),
        conversationUpdated(afterCarol, [carolWaits], {
          lastMessage: { message: message(), sender: fromCarol },
        }),
      ]);
  });

  it('keeps every part of what the sender wrote', () => {
    const written = {
      content: 'Which plan?',
      messageType: 'outgoing',
      private: true,
      contentType: 'input_select',
      contentAttributes: { items: [{ title: 'Pro', value: 'pro' }] },
      sourceId: 'wamid.1',
      attachments: [],
    } as const;
    given([created()])
      .when(publish(written))
      .then([
        messageCreated({
          message: message(written),
          sender: ada,
          conversation: {},
          lastMessage: null,
        }),
      ]);
  });

  it('numbers what is attached', () => {
    const place: LocationAttachment = {
      fileType: 'location',
      latitude: 40.18,
      longitude: 44.51,
      fallbackTitle: 'Yerevan',
    };
    const picture: FileAttachment = {
      fileType: 'image',
      extension: 'png',
      contentType: 'image/png',
      dataUrl: 'https://example.com/a.png',
      thumbUrl: '',
      fileSizeBytes: 1234,
      width: 10,
      height: 20,
    };
    given([created(waiting)])
      .when(publish({ messageType: 'template', attachments: [place, picture] }))
      .then([
        messageCreated({
          message: message({
            messageType: 'template',
            attachments: [
              { ...place, id: 1 },
              { ...picture, id: 2 },
            ],
          }),
          sender: null,
          conversation: { ...waiting, lastMessageId: 8 },
        }),
      ]);
  });

  it('takes at most 15 attachments', () => {
    const place = { fileType: 'location', latitude: 0, longitude: 0, fallbackTitle: '' } as const;
    given([created()])
      .when(publish({ attachments: Array.from({ length: 16 }, () => place) }))
      .thenRefused({
        reason: 'invalid',
        message: 'Attachments take at most 15, got 16',
        attributes: ['attachments'],
      });
  });

  it('may be without content', () => {
    given([created(waiting)])
      .when(publish({ content: null }))
      .then([
        messageCreated({
          message: message({ content: null }),
          conversation: { ...waiting, unreadCount: 2, lastMessageId: 8 },
        }),
      ]);
  });

  it('is refused where its items are not of its type’s shape', () => {
    given([created()])
      .when(publish({ contentType: 'input_select' }))
      .thenRefused({ reason: 'invalid', attributes: ['content_attributes'] });
  });

  it('is refused in a conversation that is not there', () => {
    given([])
      .when(publish())
      .thenRefused({ reason: 'not-found', message: 'Resource could not be found' });
  });
});

describe('the sender of a message', () => {
  const inWidget = { surroundings: { ...surroundings, inbox: inboxSummary(widgetInbox) } };

  it.each([ada, null, bot])(
    'is the contact where it comes in through an API inbox, whoever brought it: %j',
    (performer) => {
      given([created(waiting)])
        .when(publish({}, { performer }))
        .then([
          messageCreated({
            sender: fromCarol,
            conversation: { ...waiting, unreadCount: 2, lastMessageId: 8 },
          }),
        ]);
    },
  );

  it.each([ada, null, bot])('is not a contact that %j speaks for in a widget', (performer) => {
    given([created()])
      .when(publish({}, { ...inWidget, performer }))
      .thenRefused({
        reason: 'invalid',
        message: 'Incoming messages are only allowed in API inboxes',
        attributes: ['message_type'],
      });
  });

  it('is the contact who writes in a widget', () => {
    given([created(waiting)])
      .when(publish({}, { ...inWidget, performer: carolHerself }))
      .then([
        messageCreated({
          sender: fromCarol,
          conversation: { ...waiting, unreadCount: 2, lastMessageId: 8 },
          ...inWidget.surroundings,
        }),
      ]);
  });

  it('is the agent who writes, in any inbox', () => {
    given([created({ firstReplyCreatedAt: T0 })])
      .when(publish({ messageType: 'outgoing' }, inWidget))
      .then([
        messageCreated({
          message: message({ messageType: 'outgoing' }),
          sender: ada,
          conversation: { firstReplyCreatedAt: T0, lastMessageId: 8 },
          ...inWidget.surroundings,
        }),
      ]);
  });

  it('is nobody where a template is sent', () => {
    given([created()])
      .when(publish({ messageType: 'template' }))
      .then([
        messageCreated({
          message: message({ messageType: 'template' }),
          sender: null,
          conversation: { lastMessageId: 8 },
        }),
      ]);
  });

  it.each([null, carolHerself])('of what goes out is not %j', (performer) => {
    given([created()])
      .when(publish({ messageType: 'outgoing' }, { performer }))
      .thenRefused({
        reason: 'invalid',
        message: 'Outgoing messages take an agent as sender',
        attributes: ['message_type'],
      });
  });
});

describe('a message of the contact', () => {
  it('is one more that nobody has seen, and does not begin the waiting anew', () => {
    given([created(waiting)])
      .when(publish())
      .then([messageCreated({ conversation: { ...waiting, unreadCount: 2, lastMessageId: 8 } })]);
  });

  it.each([
    ['resolved', null],
    ['snoozed', null],
    ['snoozed', T2],
  ] as const)('reopens what was %s until %s', (status, snoozedUntil) => {
    const reopened = { ...afterCarol, status: 'open', snoozedUntil: null } as const;
    const beside = { lastMessage: { message: message(), sender: fromCarol } };
    given([created({ status, snoozedUntil })])
      .when(publish())
      .then([
        messageCreated({ conversation: reopened }),
        activity('Conversation was reopened', reopened, { id: 9, ...beside }),
        statusChanged(reopened, status, beside),
        conversationUpdated(
          reopened,
          [
            change('status', status, 'open'),
            ...(snoozedUntil ? [change('snoozedUntil', T2, null)] : []),
            carolWaits,
          ],
          beside,
        ),
      ]);
  });

  it('leaves to the bot what waits for one', () => {
    const pending = { ...waiting, status: 'pending' } as const;
    given([created(pending)])
      .when(publish())
      .then([messageCreated({ conversation: { ...pending, unreadCount: 2, lastMessageId: 8 } })]);
  });
});

/** Where Carol's earlier message was the last one. */
const reply = (written: Partial<MessageDraft> = {}, moment: Partial<Situation> = {}) =>
  publish({ messageType: 'outgoing', ...written }, { lastMessage: earlier, ...moment });

describe('a reply', () => {
  it('of an agent ends the waiting, and is the first once', () => {
    const sent = { message: message({ messageType: 'outgoing' }), sender: ada };
    const answered: Partial<Conversation> = {
      ...waiting,
      waitingSince: null,
      firstReplyCreatedAt: T1,
      lastMessageId: 8,
      lastActivityAt: T1,
    };
    given([created(waiting)])
      .when(reply())
      .then([
        messageCreated({ ...sent, conversation: answered }),
        conversationUpdated(
          answered,
          [change('waitingSince', T0, null), change('firstReplyCreatedAt', null, T1)],
          { lastMessage: sent },
        ),
      ]);

    const known = { ...waiting, firstReplyCreatedAt: T0 };
    const answeredAgain = { ...answered, firstReplyCreatedAt: T0 };
    given([created(known)])
      .when(reply())
      .then([
        messageCreated({ ...sent, conversation: answeredAgain }),
        conversationUpdated(answeredAgain, [change('waitingSince', T0, null)], {
          lastMessage: sent,
        }),
      ]);
  });

  it('of a bot leaves the contact waiting for a person', () => {
    given([created(waiting)])
      .when(reply({}, { performer: bot }))
      .then([
        messageCreated({
          message: message({ messageType: 'outgoing' }),
          sender: bot,
          conversation: { ...waiting, lastMessageId: 8 },
        }),
      ]);
  });

  it('by a template leaves the contact waiting for a person', () => {
    given([created(waiting)])
      .when(reply({ messageType: 'template' }))
      .then([
        messageCreated({
          message: message({ messageType: 'template' }),
          sender: null,
          conversation: { ...waiting, lastMessageId: 8 },
        }),
      ]);
  });

  it('is none where it is a note, which leaves the last message what it was', () => {
    given([created(waiting)])
      .when(reply({ private: true }))
      .then([
        messageCreated({
          message: message({ messageType: 'outgoing', private: true }),
          sender: ada,
          conversation: waiting,
          lastMessage: earlier,
        }),
      ]);
  });

  it.each(['resolved', 'snoozed', 'pending'] as const)('leaves what is %s so', (status) => {
    const replied = { status, firstReplyCreatedAt: T0 };
    given([created(replied)])
      .when(reply())
      .then([
        messageCreated({
          message: message({ messageType: 'outgoing' }),
          sender: ada,
          conversation: { ...replied, lastMessageId: 8 },
        }),
      ]);
  });
});
