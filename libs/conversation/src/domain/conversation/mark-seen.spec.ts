import { deciderSpec } from '@app/event-store/testing';
import {
  carol,
  carolHerself,
  conversation,
  message,
  situation,
  surroundings,
  T0,
  T1,
} from '../../testing/conversation-data';
import { created } from '../../testing/conversation-events';
import { conversationDecider } from './decider';

const given = deciderSpec(conversationDecider);

const lastMessage = { message: message(), sender: { type: 'contact', id: carol.id } } as const;
const unread = { unreadCount: 3, waitingSince: T0, lastMessageId: 8 } as const;

describe('looking at a conversation', () => {
  it('leaves an agent nothing unread, and the contact waiting', () => {
    given([created(unread)])
      .when({ type: 'MarkSeen', by: 'agent', situation: situation({ lastMessage }) })
      .then([
        {
          type: 'ConversationSeen',
          data: {
            conversation: { ...conversation, ...unread, unreadCount: 0, agentLastSeenAt: T1 },
            ...surroundings,
            lastMessage,
          },
        },
      ]);
  });

  it('leaves to agents what is theirs to read where the contact looks', () => {
    given([created(unread)])
      .when({
        type: 'MarkSeen',
        by: 'contact',
        situation: situation({ performer: carolHerself }),
      })
      .then([
        {
          type: 'ConversationSeen',
          data: {
            conversation: { ...conversation, ...unread, contactLastSeenAt: T1 },
            ...surroundings,
            lastMessage: null,
          },
        },
      ]);
  });

  it('is refused in a conversation that is not there', () => {
    given([])
      .when({ type: 'MarkSeen', by: 'agent', situation: situation() })
      .thenRefused({ reason: 'not-found' });
  });
});
