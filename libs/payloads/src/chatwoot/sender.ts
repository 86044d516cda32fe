import type { AccountSnapshot, ContactProfile, SenderSnapshot } from '@app/conversation';
import type { JsonSchema } from '../schema/json-schema';
import { constant, named, object, text } from '../schema/shapes';
import { contactSchema, renderContact } from './contact';
import { idSchema } from './wording';

/** Who wrote a message, or types one. */
export function renderSender(
  sender: SenderSnapshot,
  contact: ContactProfile,
  account: AccountSnapshot,
): object {
  switch (sender.type) {
    case 'user':
      return { id: sender.id, name: sender.name, email: sender.email, type: 'user' };
    case 'agent_bot':
      return { id: sender.id, name: sender.name, type: 'agent_bot' };
    case 'contact':
      return renderContact(contact, account);
  }
}

const userSchema = named(
  'ChatwootUser',
  object({ id: idSchema, name: text, email: text, type: constant('user') }),
);

const agentBotSchema = named(
  'ChatwootAgentBot',
  object({ id: idSchema, name: text, type: constant('agent_bot') }),
);

export const senderSchema: JsonSchema = {
  oneOf: [userSchema, agentBotSchema, contactSchema],
};
