import { Refusal, type Decider, type StreamRef } from '@app/event-store';
import { assignAgent, assignTeam } from './assign';
import { changeStatus } from './change-status';
import type { ConversationCommand, Situation } from './commands';
import { conversationStream, NO_CONVERSATION, type Conversation } from './conversation';
import { createConversation } from './create-conversation';
import { deleteMessage } from './delete-message';
import type { ConversationEvent } from './events';
import { markSeen } from './mark-seen';
import { publishMessage } from './publish-message';
import { reportTyping } from './report-typing';
import { setLabels } from './set-labels';
import { setPriority } from './set-priority';
import { snapshot, updateConversation } from './update-conversation';
import { updateMessage } from './update-message';

/** The rules of conversations; a command that has any of its own has them in the file of its name. */
export const conversationDecider: Decider<ConversationCommand, Conversation, ConversationEvent> = {
  stateSchema: 2,
  initialState: NO_CONVERSATION,

  decide(command, known) {
    if (command.type === 'CreateConversation') return createConversation(command);
    if (known.displayId === 0) throw Refusal.notFound();
    const state = withContactInbox(known, command.situation);
    switch (command.type) {
      case 'PublishMessage':
        return publishMessage(command, state);
      case 'UpdateMessage':
        return updateMessage(command, state);
      case 'DeleteMessage':
        return deleteMessage(command, state);
      case 'ChangeStatus':
        return changeStatus(command, state);
      case 'AssignAgent':
        return assignAgent(command, state);
      case 'AssignTeam':
        return assignTeam(command, state);
      case 'SetLabels':
        return setLabels(command, state);
      case 'SetPriority':
        return setPriority(command, state);
      case 'SetCustomAttributes': {
        const { customAttributes, situation } = command;
        return updateConversation(state, { customAttributes }, situation);
      }
      case 'ReportTyping':
        return reportTyping(command, state);
      case 'MarkSeen':
        return markSeen(command, state);
      case 'DeleteConversation':
        return [{ type: 'ConversationDeleted', data: snapshot(state, command.situation) }];
    }
  },

  evolve(_, event) {
    return event.type === 'ConversationDeleted' ? NO_CONVERSATION : event.data.conversation;
  },
};

/** The contact may have been vouched for since the conversation's last event. */
export function withContactInbox(
  state: Conversation,
  { contactInboxes }: Pick<Situation, 'contactInboxes'>,
): Conversation {
  const { id, updatedAt } = state.contactInbox;
  const contactInbox = contactInboxes.find((known) => known.id === id);
  if (!contactInbox || contactInbox.updatedAt === updatedAt) return state;
  return { ...state, contactInbox };
}

export const conversationRef = (accountId: number, displayId: number): StreamRef<Conversation> => ({
  stream: conversationStream(accountId, displayId),
  decider: conversationDecider,
});
