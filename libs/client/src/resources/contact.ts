import type { Attributes } from './attributes';
import type { InboxSummary } from './inboxes';

export interface Contact {
  readonly id: number;
  readonly name: string;
  readonly email: string | null;
  /** E.164. */
  readonly phone_number: string | null;
  /** The contact's id in your own system. */
  readonly identifier: string | null;
  readonly blocked: boolean;
  readonly thumbnail: string;
  readonly custom_attributes: Attributes;
  readonly additional_attributes: Attributes;
  /** Unix seconds. */
  readonly created_at: number;
}

export interface ContactInbox {
  /** What the contact is known by in the inbox; a conversation can be created with it. */
  readonly source_id: string;
  readonly inbox: InboxSummary;
}

/** A contact with what is around it. */
export interface ContactView extends Contact {
  /** Unix seconds of the latest in any of the contact's conversations, or null. */
  readonly last_activity_at: number | null;
  readonly contact_inboxes: readonly ContactInbox[];
}
