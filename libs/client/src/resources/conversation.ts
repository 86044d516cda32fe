import type { Attributes } from './attributes';
import type { Contact } from './contact';
import type { Message } from './message';

export type ConversationStatus = 'open' | 'resolved' | 'pending' | 'snoozed';

export type ConversationPriority = 'low' | 'medium' | 'high' | 'urgent';

/** Whose conversation it is. */
export interface Assignee {
  readonly id: number;
  readonly name: string;
  /** Users: what contacts see. */
  readonly available_name?: string;
  /** Users. */
  readonly email?: string;
  readonly thumbnail: string;
  readonly type: 'user' | 'agent_bot';
}

export interface Conversation {
  /** The display id, counted per account. */
  readonly id: number;
  readonly account_id: number;
  readonly inbox_id: number;
  readonly status: ConversationStatus;
  /** Unix seconds; null where it is not snoozed, or until the contact writes. */
  readonly snoozed_until: number | null;
  readonly priority: ConversationPriority | null;
  /** None or one: the last message that is neither activity nor a note. */
  readonly messages: readonly Message[];
  readonly meta: {
    readonly sender: Contact;
    /** Such as `Channel::Api`. */
    readonly channel: string;
    /** Absent where nobody is. */
    readonly assignee?: Assignee;
    /** Absent where there is none. */
    readonly team?: { readonly id: number; readonly name: string };
    /** Whether the contact has proved who it is, by `identifier_hash`. */
    readonly hmac_verified: boolean;
  };
  readonly labels: readonly string[];
  readonly can_reply: boolean;
  readonly muted: boolean;
  readonly additional_attributes: Attributes;
  readonly custom_attributes: Attributes;
  readonly unread_count: number;
  /** Unix seconds, 0 for never, as the times that follow. */
  readonly agent_last_seen_at: number;
  readonly contact_last_seen_at: number;
  readonly first_reply_created_at: number;
  readonly waiting_since: number;
  readonly last_activity_at: number;
  /** The same as `last_activity_at`. */
  readonly timestamp: number;
  readonly created_at: number;
  readonly updated_at: number;
}
