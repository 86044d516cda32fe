import type { EventStore } from '@app/event-store';
import type { CommandOf } from '../../domain/conversation/commands';
import type { MessageSnapshot, SentMessage } from '../../domain/conversation/events';
import type { Surroundings } from '../../domain/snapshots';
import {
  decideOnConversation,
  type ConversationTarget,
} from '../conversations/decide-on-conversation';

type OnMessage<Command> = Command extends unknown ? Omit<Command, 'situation' | 'target'> : never;

/**
 * Decides a command on a message of a conversation. Resolves to the message as it is then, also
 * where that changed nothing.
 * @throws Refusal where the message is not there, or the decider refuses
 */
export async function decideOnMessage(
  store: EventStore,
  message: ConversationTarget & { readonly messageId: number },
  command: OnMessage<CommandOf<'UpdateMessage' | 'DeleteMessage'>>,
): Promise<MessageSnapshot> {
  let known: (SentMessage & Surroundings) | undefined;
  const { events, state } = await decideOnConversation(store, message, (facts) => {
    const { target, surroundings } = facts;
    known = target && { ...target, ...surroundings };
    return { ...command, target };
  });
  const [changed] = events;
  return changed ? (changed.data as MessageSnapshot) : { ...known!, conversation: state };
}
