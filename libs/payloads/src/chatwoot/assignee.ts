import type { AssigneeSnapshot } from '@app/conversation';
import type { JsonSchema } from '../schema/json-schema';
import { constant, named, object, oneOf, text } from '../schema/shapes';
import { idSchema } from './wording';

/** Who looks after a conversation, or wrote a message within it. */
export function renderAssignee(assignee: AssigneeSnapshot): object {
  const { id, name } = assignee;
  if (assignee.type === 'agent_bot') return { id, name, avatar_url: '', type: 'agent_bot' };
  return {
    id,
    name,
    available_name: assignee.availableName,
    avatar_url: '',
    type: 'user',
    // Nobody's presence is known.
    availability_status: 'offline',
    thumbnail: '',
  };
}

const agentSchema = named(
  'ChatwootAgent',
  object({
    id: idSchema,
    name: text,
    available_name: { description: 'What contacts see', ...text },
    avatar_url: text,
    type: constant('user'),
    availability_status: oneOf(['online', 'busy', 'offline']),
    thumbnail: text,
  }),
);

const innerAgentBotSchema = named(
  'ChatwootInnerAgentBot',
  object({ id: idSchema, name: text, avatar_url: text, type: constant('agent_bot') }),
);

export const assigneeSchema: JsonSchema = { oneOf: [agentSchema, innerAgentBotSchema] };
