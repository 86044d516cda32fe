import { deciderSpec } from '@app/event-store/testing';
import {
  ada,
  carol,
  conversation,
  message,
  situation,
  surroundings,
  T0,
} from '../../testing/conversation-data';
import { change, created } from '../../testing/conversation-events';
import type { Attachment } from '../attachment';
import type { Message } from '../message';
import type { ConversationCommand } from './commands';
import type { Conversation } from './conversation';
import { conversationDecider } from './decider';
import type { ConversationEvent, MessageUpdatedData, SentMessage } from './events';

const given = deciderSpec(conversationDecider);

const place: Attachment = {
  id: 1,
  fileType: 'location',
  latitude: 40.18,
  longitude: 44.51,
  fallbackTitle: 'Yerevan',
};

const written = (changes: Partial<Message> = {}): SentMessage => ({
  message: message({ id: 1, messageType: 'outgoing', createdAt: T0, updatedAt: T0, ...changes }),
  sender: ada,
});

const remove = (
  target: SentMessage | undefined,
  lastMessage: SentMessage | null = target ?? null,
): ConversationCommand => ({
  type: 'DeleteMessage',
  target,
  situation: situation({ lastMessage }),
});

const emptied = (changes: Partial<Message> = {}): Message =>
  message({
    id: 1,
    messageType: 'outgoing',
    createdAt: T0,
    ...changes,
    content: 'This message was deleted',
    contentAttributes: { deleted: true },
    attachments: [],
  });

/** Both events of a deletion, which tell of the same message. */
const deleted = (
  gone: Message,
  changes: MessageUpdatedData['changes'],
  state: Partial<Conversation>,
  beside: { readonly lastMessage?: SentMessage } = {},
): ConversationEvent[] => {
  const data = {
    message: gone,
    sender: ada,
    conversation: { ...conversation, ...state },
    ...surroundings,
    ...beside,
  };
  return [
    { type: 'MessageUpdated', data: { ...data, changes } },
    { type: 'MessageDeleted', data },
  ];
};

const ofText = [
  change('content', 'Hi', 'This message was deleted'),
  change('contentAttributes', {}, { deleted: true }),
];

const last = { lastMessageId: 1 };

describe('deleting a message', () => {
  it('leaves it in its place, saying only that it is gone', () => {
    const rich = {
      contentAttributes: { in_reply_to: 7, external_error: 'Blocked' },
      attachments: [place],
      sourceId: 'wamid.1',
      status: 'failed',
    } as const;
    given([created(last)])
      .when(remove(written(rich)))
      .then(
        deleted(
          emptied(rich),
          [
            change('content', 'Hi', 'This message was deleted'),
            change('contentAttributes', rich.contentAttributes, { deleted: true }),
            change('attachments', [place], []),
          ],
          last,
        ),
      );
  });

  it('leaves the last message what it is where that is another', () => {
    const lastMessage: SentMessage = {
      message: message({ id: 3 }),
      sender: { type: 'contact', id: carol.id },
    };
    given([created({ lastMessageId: 3 })])
      .when(remove(written(), lastMessage))
      .then(deleted(emptied(), ofText, { lastMessageId: 3 }, { lastMessage }));
  });

  it('does it once', () => {
    given([created(last)])
      .when(remove({ message: emptied(), sender: ada }))
      .then([]);
  });

  it('is not done with by a sender who says that it was', () => {
    given([created(last)])
      .when(remove(written({ contentAttributes: { deleted: true } })))
      .then(deleted(emptied(), [change('content', 'Hi', 'This message was deleted')], last));
  });

  it('takes notes too', () => {
    const note = { private: true };
    given([created({ lastMessageId: 3 })])
      .when(remove(written(note), { message: message({ id: 3 }), sender: null }))
      .then(
        deleted(
          emptied(note),
          ofText,
          { lastMessageId: 3 },
          {
            lastMessage: { message: message({ id: 3 }), sender: null },
          },
        ),
      );
  });

  it.each([
    ['that is not there', undefined],
    ['that tells agents of an activity', written({ messageType: 'activity' })],
  ])('is refused of one %s', (_, target) => {
    given([created(last)])
      .when(remove(target))
      .thenRefused({ reason: 'not-found', message: 'Resource could not be found' });
  });

  it('is refused in a conversation that is not there', () => {
    given([]).when(remove(written())).thenRefused({ reason: 'not-found' });
  });
});
