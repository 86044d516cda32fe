import type { Account } from '@app/accounts';
import {
  Refusal,
  type CommandMetadata,
  type EventStore,
  type Facts,
  type Handled,
  type References,
} from '@app/event-store';
import type { ConversationCommand } from '../../domain/conversation/commands';
import { conversationStream, type Conversation } from '../../domain/conversation/conversation';
import { conversationDecider } from '../../domain/conversation/decider';
import type { ConversationEvent, SentMessage } from '../../domain/conversation/events';
import type { Surroundings } from '../../domain/snapshots';
import {
  lastMessageLookUp,
  messageLookUp,
  situationStreams,
  takeSituation,
  type SituationFacts,
} from './situation';
import { sentMessage } from '../../snapshots/take-snapshots';

/** What a command on a conversation names. */
export interface ConversationTarget {
  readonly accountId: number;
  /** The conversation's display id. */
  readonly conversationId: number;
  readonly metadata: CommandMetadata;
  readonly messageId?: number;
}

type WithoutSituation<Command> = Command extends unknown ? Omit<Command, 'situation'> : never;

interface TargetFacts<Others extends References> {
  /** The message that the command names; undefined where it is none of the conversation's. */
  readonly target: SentMessage | undefined;
  readonly surroundings: Surroundings;
  readonly account: Account;
  readonly others: Facts<Conversation, Others>['references'];
}

/**
 * Decides a command on a conversation that there is, with all that its events are to say of it.
 * @param others further streams the command needs
 * @throws Refusal where the conversation is not there, or the decider refuses
 */
export function decideOnConversation<Others extends References>(
  store: EventStore,
  { accountId, conversationId, metadata, messageId }: ConversationTarget,
  command: (facts: TargetFacts<Others>) => WithoutSituation<ConversationCommand>,
  others: Others = {} as Others,
): Promise<Handled<Conversation, ConversationEvent>> {
  return store.handle(conversationDecider, {
    stream: conversationStream(accountId, conversationId),
    metadata,
    references: (conversation) => ({ ...situationStreams(conversation, metadata), ...others }),
    lookUps: (conversation) => ({
      ...lastMessageLookUp(conversation),
      ...(messageId !== undefined && { target: messageLookUp(conversation, messageId) }),
    }),
    command: ({ state, references, found, occurredAt, drawId }): ConversationCommand => {
      if (state.displayId === 0) throw Refusal.notFound();
      const around = references as SituationFacts['references'];
      const situation = takeSituation(
        { references: around, occurredAt, drawId },
        metadata,
        found.lastMessage,
      );
      const target = 'target' in found ? sentMessage(found['target']) : undefined;
      const furtherStates = references as TargetFacts<Others>['others'];
      return {
        ...command({
          target,
          surroundings: situation.surroundings,
          account: around.account!,
          others: furtherStates,
        }),
        situation,
      };
    },
  });
}
