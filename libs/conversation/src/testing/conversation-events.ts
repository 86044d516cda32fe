import type { Change } from '../domain/changes';
import type {
  Conversation,
  ConversationField,
  ConversationStatus,
} from '../domain/conversation/conversation';
import type {
  ConversationEvent,
  ConversationSnapshot,
  MessageSnapshot,
} from '../domain/conversation/events';
import { carol, conversation, message, surroundings, T1 } from './conversation-data';

/** What an event says beside the conversation, where it is not the usual. */
type Beside = Partial<Omit<ConversationSnapshot, 'conversation'>>;

/** A conversation that came into being as it is. */
export const created = (state: Partial<Conversation> = {}): ConversationEvent => ({
  type: 'ConversationCreated',
  data: { conversation: { ...conversation, ...state }, ...surroundings, lastMessage: null },
});

/** The conversation as a command at T1 leaves it. */
export const at1 = (state: Partial<Conversation>): Conversation => ({
  ...conversation,
  ...state,
  updatedAt: T1,
});

export const change = <Field extends string>(
  field: Field,
  previous: unknown,
  current: unknown,
): Change<Field> => ({ field, previous, current });

export const conversationUpdated = (
  state: Partial<Conversation>,
  changes: readonly Change<ConversationField>[],
  beside: Beside = {},
): ConversationEvent => ({
  type: 'ConversationUpdated',
  data: { conversation: at1(state), ...surroundings, lastMessage: null, ...beside, changes },
});

export const statusChanged = (
  state: Partial<Conversation> & { readonly status: ConversationStatus },
  previous: ConversationStatus,
  beside: Beside = {},
): ConversationEvent => ({
  type: 'ConversationStatusChanged',
  data: {
    conversation: at1(state),
    ...surroundings,
    lastMessage: null,
    ...beside,
    changes: [change('status', previous, state.status)],
  },
});

/** A message of the contact's at T1, which is the last one, unless the changes say otherwise. */
export const messageCreated = ({
  conversation: state,
  ...rest
}: Partial<Omit<MessageSnapshot, 'conversation'>> & {
  readonly conversation: Partial<Conversation>;
}): ConversationEvent => ({
  type: 'MessageCreated',
  data: {
    message: message(),
    sender: { type: 'contact', id: carol.id },
    conversation: at1({ lastActivityAt: T1, ...state }),
    ...surroundings,
    ...rest,
  },
});

export const activity = (
  content: string,
  state: Partial<Conversation>,
  { id = 8, ...beside }: Beside & { readonly id?: number } = {},
): ConversationEvent => ({
  type: 'MessageCreated',
  data: {
    message: message({ id, content, messageType: 'activity' }),
    sender: null,
    conversation: at1(state),
    ...surroundings,
    lastMessage: null,
    ...beside,
  },
});
