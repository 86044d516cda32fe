import type { CommandOf } from './commands';
import type { Conversation } from './conversation';
import type { ConversationEvent } from './events';
import { snapshot } from './update-conversation';

/** Nobody is told: who looks at a conversation changes nothing that webhooks ask for. */
export function markSeen(
  { by, situation }: CommandOf<'MarkSeen'>,
  state: Conversation,
): ConversationEvent[] {
  const { occurredAt } = situation;
  const conversation: Conversation =
    by === 'agent'
      ? { ...state, agentLastSeenAt: occurredAt, unreadCount: 0 }
      : { ...state, contactLastSeenAt: occurredAt };
  return [{ type: 'ConversationSeen', data: snapshot(conversation, situation) }];
}
