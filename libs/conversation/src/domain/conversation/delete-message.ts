import { Refusal } from '@app/event-store';
import { DELETED_CONTENT } from '../message';
import type { CommandOf } from './commands';
import type { Conversation } from './conversation';
import type { ConversationEvent } from './events';
import { messageUpdated } from './update-message';

/** The message stays in its place and says that it is gone. Deleted twice, it is deleted once. */
export function deleteMessage(
  { target, situation }: CommandOf<'DeleteMessage'>,
  state: Conversation,
): ConversationEvent[] {
  if (!target || target.message.messageType === 'activity') throw Refusal.notFound();
  const emptied = {
    ...target.message,
    content: DELETED_CONTENT,
    contentAttributes: { deleted: true },
    attachments: [],
  };
  return messageUpdated(target, emptied, state, situation).flatMap((updated) => {
    const { changes: _, ...data } = updated.data;
    return [updated, { type: 'MessageDeleted', data }];
  });
}
