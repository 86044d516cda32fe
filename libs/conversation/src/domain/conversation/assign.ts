import { assignmentActivity, teamActivity } from './activity';
import type { CommandOf } from './commands';
import type { Conversation } from './conversation';
import type { ConversationEvent } from './events';
import { updateConversation } from './update-conversation';

export function assignAgent(
  { assignee, situation }: CommandOf<'AssignAgent'>,
  state: Conversation,
): ConversationEvent[] {
  const changed = { assigneeType: assignee?.type ?? null, assigneeId: assignee?.id ?? null };
  return updateConversation(state, changed, situation, {
    activities: [assignmentActivity(assignee, situation.performer)],
    around: { assignee },
  });
}

export function assignTeam(
  { team, situation }: CommandOf<'AssignTeam'>,
  state: Conversation,
): ConversationEvent[] {
  return updateConversation(state, { teamId: team?.id ?? null }, situation, {
    activities: [teamActivity(team, situation.performer)],
    around: { team },
  });
}
