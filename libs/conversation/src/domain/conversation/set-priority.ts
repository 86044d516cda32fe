import { priorityActivity } from './activity';
import type { CommandOf } from './commands';
import type { Conversation } from './conversation';
import type { ConversationEvent } from './events';
import { updateConversation } from './update-conversation';

export function setPriority(
  { priority, situation }: CommandOf<'SetPriority'>,
  state: Conversation,
): ConversationEvent[] {
  return updateConversation(state, { priority }, situation, {
    activities: [priorityActivity(priority, situation.performer)],
  });
}
