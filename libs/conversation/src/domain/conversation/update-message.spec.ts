import { deciderSpec } from '@app/event-store/testing';
import {
  ada,
  carol,
  carolHerself,
  conversation,
  message,
  situation,
  surroundings,
  T0,
} from '../../testing/conversation-data';
import { change, created } from '../../testing/conversation-events';
import type { Change } from '../changes';
import { DELETED_CONTENT, MESSAGE_STATUSES, type Message } from '../message';
import type { ConversationCommand, MessageChanges } from './commands';
import { conversationDecider } from './decider';
import type { ConversationEvent, MessageField, SentMessage } from './events';

const given = deciderSpec(conversationDecider);

/** Ada's, of T0, and the last message of the conversation. */
const sent = (changes: Partial<Message> = {}): SentMessage => ({
  message: message({
    id: 1,
    messageType: 'outgoing',
    createdAt: T0,
    updatedAt: T0,
    ...changes,
  }),
  sender: ada,
});

const update = (
  changes: MessageChanges,
  target: SentMessage | undefined = sent(),
): ConversationCommand => ({
  type: 'UpdateMessage',
  target,
  changes,
  situation: situation({ lastMessage: target ?? null }),
});

const updated = (
  changed: Partial<Message>,
  changes: readonly Change<MessageField>[],
): ConversationEvent => ({
  type: 'MessageUpdated',
  data: {
    message: message({ id: 1, messageType: 'outgoing', createdAt: T0, ...changed }),
    sender: ada,
    conversation: { ...conversation, lastMessageId: 1 },
    ...surroundings,
    changes,
  },
});

const inConversation = [created({ lastMessageId: 1 })];

const gone = { external_error: null };

const failed = { status: 'failed', contentAttributes: { external_error: 'Blocked' } } as const;

describe('updating a message', () => {
  it.each(MESSAGE_STATUSES.filter((status) => status !== 'sent'))(
    'tells that it is %s now, and when',
    (status) => {
      given(inConversation)
        .when(update({ status }))
        .then([updated({ status }, [change('status', 'sent', status)])]);
    },
  );

  it('tells of new content', () => {
    given(inConversation)
      .when(update({ content: 'Hello' }))
      .then([updated({ content: 'Hello' }, [change('content', 'Hi', 'Hello')])]);
  });

  it('tells once of all that changed', () => {
    given(inConversation)
      .when(update({ content: '', status: 'failed', externalError: 'Blocked' }))
      .then([
        updated({ content: '', ...failed }, [
          change('content', 'Hi', ''),
          change('contentAttributes', {}, { external_error: 'Blocked' }),
          change('status', 'sent', 'failed'),
        ]),
      ]);
  });

  it.each<[MessageChanges]>([
    [{}],
    [{ status: 'sent' }],
    [{ content: 'Hi' }],
    [{ externalError: null }],
    [{ status: 'delivered' }],
  ])('tells of nothing where nothing changed: %j', (changes) => {
    const status = changes.status ?? 'sent';
    given(inConversation)
      .when(update(changes, sent({ status })))
      .then([]);
  });

  it('adds what the contact submits to what was asked', () => {
    const asked = { items: [{ title: 'Pro', value: 'pro' }] };
    const answered = { ...asked, submitted_values: asked.items };
    const target = sent({ contentType: 'input_select', contentAttributes: asked });
    given(inConversation)
      .when(update({ submittedValues: asked.items }, target))
      .then([
        updated({ contentType: 'input_select', contentAttributes: answered }, [
          change('contentAttributes', asked, answered),
        ]),
      ]);
  });

  it('is refused whole where what is submitted is', () => {
    given(inConversation)
      .when(update({ status: 'read', submittedValues: [{ name: 'a', value: 'b' }] }))
      .thenRefused({ reason: 'invalid', attributes: ['submitted_values'] });
  });

  it('leaves the last message what it is where that is another', () => {
    const lastMessage: SentMessage = {
      message: message({ id: 3 }),
      sender: { type: 'contact', id: carol.id },
    };
    given([created({ lastMessageId: 3 })])
      .when({
        type: 'UpdateMessage',
        target: sent(),
        changes: { status: 'read' },
        situation: situation({ lastMessage }),
      })
      .then([
        {
          type: 'MessageUpdated',
          data: {
            message: message({ id: 1, messageType: 'outgoing', createdAt: T0, status: 'read' }),
            sender: ada,
            conversation: { ...conversation, lastMessageId: 3 },
            ...surroundings,
            lastMessage,
            changes: [change('status', 'sent', 'read')],
          },
        },
      ]);
  });

  it.each([
    ['that is not there', undefined],
    ['that tells agents of an activity', sent({ messageType: 'activity' })],
  ])('is refused of one %s', (_, target) => {
    given(inConversation)
      .when({
        type: 'UpdateMessage',
        target,
        changes: { status: 'read' },
        situation: situation(),
      })
      .thenRefused({ reason: 'not-found', message: 'Resource could not be found' });
  });

  it('is refused of one that was deleted', () => {
    const target = sent({ content: DELETED_CONTENT, contentAttributes: { deleted: true } });
    given(inConversation)
      .when(update({ status: 'read' }, target))
      .thenRefused({ reason: 'conflict', message: 'Message was deleted' });
  });

  it('is refused to the contact where it is a note, as if that were not there', () => {
    const note = sent({ private: true });
    given(inConversation)
      .when({
        type: 'UpdateMessage',
        target: note,
        changes: { content: 'Seen' },
        situation: situation({ performer: carolHerself }),
      })
      .thenRefused({ reason: 'not-found' });
  });

  it('is refused in a conversation that is not there', () => {
    given([])
      .when(update({ status: 'read' }))
      .thenRefused({ reason: 'not-found' });
  });
});

describe('the external error of a message', () => {
  it.each<[MessageChanges]>([[{ externalError: 'Blocked' }], [{ content: 'Hi' }]])(
    'stays while the message has failed: %j',
    (changes) => {
      given(inConversation)
        .when(update(changes, sent(failed)))
        .then([]);
    },
  );

  it('may be told after the failure', () => {
    given(inConversation)
      .when(update({ externalError: 'Blocked' }, sent({ status: 'failed' })))
      .then([updated(failed, [change('contentAttributes', {}, failed.contentAttributes)])]);
  });

  it.each([null, ''])('leaves a null behind where it is taken away by %j', (externalError) => {
    given(inConversation)
      .when(update({ externalError }, sent(failed)))
      .then([
        updated({ status: 'failed', contentAttributes: gone }, [
          change('contentAttributes', failed.contentAttributes, gone),
        ]),
      ]);
  });

  it.each(['sent', 'delivered', 'read'] as const)(
    'goes as the message is %s after all',
    (status) => {
      given(inConversation)
        .when(update({ status }, sent(failed)))
        .then([
          updated({ status, contentAttributes: gone }, [
            change('contentAttributes', failed.contentAttributes, gone),
            change('status', 'failed', status),
          ]),
        ]);
    },
  );

  it('does not go with another status than failed', () => {
    given(inConversation)
      .when(update({ status: 'delivered', externalError: 'Blocked' }))
      .thenRefused({
        reason: 'invalid',
        message: 'External error goes with the status failed, got delivered',
        attributes: ['external_error'],
      });
  });

  it('is no change where only its place among the attributes is another', () => {
    const contentAttributes = { external_error: 'Blocked', in_reply_to: 7 };
    given(inConversation)
      .when(update({}, sent({ status: 'failed', contentAttributes })))
      .then([]);
  });
});
