import type {
  AccountSnapshot,
  AssigneeSnapshot,
  ContactProfile,
  SenderSnapshot,
} from '@app/conversation';
import { named, object, oneOf, text } from '../schema/shapes';
import { renderContact } from './contact';
import { idSchema } from './wording';

/** Who wrote a message; null for the contact, who stands beside it, and for the system. */
export function renderSender(sender: SenderSnapshot | null): object | null {
  if (sender === null || sender.type === 'contact') return null;
  return { id: String(sender.id), name: sender.name, email: emailOf(sender) };
}

/** An agent or a bot. */
export function renderUser(user: AssigneeSnapshot): object {
  return { id: String(user.id), name: user.name, email: emailOf(user), type: user.type };
}

/** Who types. */
export function renderTypist(
  typist: SenderSnapshot,
  contact: ContactProfile,
  account: AccountSnapshot,
): object {
  return typist.type === 'contact' ? renderContact(contact, account) : renderUser(typist);
}

/** Bots have none; their key is there all the same. */
function emailOf(user: AssigneeSnapshot): string {
  return user.type === 'user' ? user.email : '';
}

const senderProperties = {
  id: idSchema,
  name: text,
  email: { description: '"" for a bot', ...text },
};

export const senderSchema = named('HoorySender', object(senderProperties));

export const userSchema = named(
  'HooryUser',
  object({ ...senderProperties, type: oneOf(['user', 'agent_bot']) }),
);
