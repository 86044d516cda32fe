import { isPublic } from '../message';
import { checkSnooze } from './change-status';
import type { CommandOf } from './commands';
import type { ConversationEvent } from './events';
import { afterMessage, sendMessage } from './publish-message';

/** The conversation's own event carries its opening message, whose event follows. */
export function createConversation({
  conversation,
  openingMessage,
  situation,
}: CommandOf<'CreateConversation'>): ConversationEvent[] {
  const { surroundings } = situation;
  checkSnooze(conversation.status, conversation.snoozedUntil, situation.occurredAt);
  if (!openingMessage) {
    const data = { conversation, ...surroundings, lastMessage: null };
    return [{ type: 'ConversationCreated', data }];
  }
  const opening = sendMessage(openingMessage, situation);
  // A conversation that is created with a status keeps it, whoever opens it.
  const { status, snoozedUntil } = conversation;
  const opened = {
    ...afterMessage(conversation, opening),
    status,
    snoozedUntil,
    ...(status === 'resolved' && { waitingSince: null }),
  };
  const lastMessage = isPublic(opening.message) ? opening : null;
  return [
    { type: 'ConversationCreated', data: { conversation: opened, ...surroundings, lastMessage } },
    {
      type: 'MessageCreated',
      data: {
        ...opening,
        conversation: opened,
        ...surroundings,
        ...(!lastMessage && { lastMessage }),
      },
    },
  ];
}
