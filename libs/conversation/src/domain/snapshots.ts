import type { ContactProfile } from './contact-profile';
import type { InboxSummary } from './inbox-summary';

/**
 * What events hold of the people and places around them: values of that moment, so that a payload
 * can be made of an event at any later time, whatever has changed since.
 */
export interface AccountSnapshot {
  readonly id: number;
  readonly name: string;
}

export interface UserSnapshot {
  readonly type: 'user';
  readonly id: number;
  readonly name: string;
  readonly email: string;
  /** What contacts see; the name where none was chosen. */
  readonly availableName: string;
}

export interface AgentBotSnapshot {
  readonly type: 'agent_bot';
  readonly id: number;
  readonly name: string;
}

/** Who looks after a conversation. */
export type AssigneeSnapshot = UserSnapshot | AgentBotSnapshot;

/** Who wrote a message or types one. The contact is always the conversation's own. */
export type SenderSnapshot =
  UserSnapshot | AgentBotSnapshot | { readonly type: 'contact'; readonly id: number };

export interface TeamSnapshot {
  readonly id: number;
  readonly name: string;
}

/** Who and where a conversation is, as of the moment of an event. */
export interface Surroundings {
  readonly account: AccountSnapshot;
  readonly contact: ContactProfile;
  readonly inbox: InboxSummary;
  readonly assignee: AssigneeSnapshot | null;
  readonly team: TeamSnapshot | null;
}
