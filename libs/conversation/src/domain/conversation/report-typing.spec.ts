import { deciderSpec } from '@app/event-store/testing';
import {
  ada,
  bot,
  carol,
  carolHerself,
  conversation,
  message,
  situation,
  surroundings,
} from '../../testing/conversation-data';
import { created } from '../../testing/conversation-events';
import { conversationDecider } from './decider';

const given = deciderSpec(conversationDecider);

const lastMessage = { message: message(), sender: { type: 'contact', id: carol.id } } as const;

describe('typing', () => {
  it.each([
    ['on', 'ConversationTypingStarted'],
    ['off', 'ConversationTypingStopped'],
  ] as const)('that goes %s is told and changes nothing', (typing, type) => {
    const event = {
      type,
      data: { conversation, ...surroundings, lastMessage, user: ada, isPrivate: false },
    } as const;
    given([created()])
      .when({
        type: 'ReportTyping',
        typing,
        isPrivate: false,
        situation: situation({ lastMessage }),
      })
      .then([event]);
    expect(conversationDecider.evolve(conversation, event)).toEqual(conversation);
  });

  it.each([
    [ada, ada],
    [bot, bot],
    [carolHerself, { type: 'contact', id: carol.id }],
  ] as const)('of %j is theirs', (performer, user) => {
    given([created()])
      .when({
        type: 'ReportTyping',
        typing: 'on',
        isPrivate: true,
        situation: situation({ performer }),
      })
      .then([
        {
          type: 'ConversationTypingStarted',
          data: { conversation, ...surroundings, lastMessage: null, user, isPrivate: true },
        },
      ]);
  });

  it('takes somebody who types', () => {
    given([created()])
      .when({
        type: 'ReportTyping',
        typing: 'on',
        isPrivate: false,
        situation: situation({ performer: null }),
      })
      .thenRefused({
        reason: 'invalid',
        message: 'Typing takes somebody who types',
        attributes: ['typing_status'],
      });
  });

  it('is refused in a conversation that is not there', () => {
    given([])
      .when({ type: 'ReportTyping', typing: 'on', isPrivate: false, situation: situation() })
      .thenRefused({ reason: 'not-found' });
  });
});
