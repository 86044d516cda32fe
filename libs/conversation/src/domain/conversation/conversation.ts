import type { Attributes, ContactInbox } from '../contact-profile';
import type { AssigneeSnapshot } from '../snapshots';

export const CONVERSATION_STATUSES = ['open', 'resolved', 'pending', 'snoozed'] as const;

export type ConversationStatus = (typeof CONVERSATION_STATUSES)[number];

export const PRIORITIES = ['low', 'medium', 'high', 'urgent'] as const;

export type Priority = (typeof PRIORITIES)[number];

/**
 * What a conversation is, without its messages: a command on one of 100,000 messages costs what it
 * costs on one of 10. A conversation that was deleted is as one that never was: its id is 0.
 * Times are ISO 8601 with milliseconds.
 */
export interface Conversation {
  /** Counted per account; what people and payloads call the conversation's id. */
  readonly displayId: number;
  readonly accountId: number;
  readonly inboxId: number;
  readonly contactId: number;
  readonly contactInbox: ContactInbox;
  readonly status: ConversationStatus;
  /** When a snoozed conversation is to be looked at again; null for until the contact writes. */
  readonly snoozedUntil: string | null;
  readonly priority: Priority | null;
  readonly assigneeType: AssigneeSnapshot['type'] | null;
  readonly assigneeId: number | null;
  readonly teamId: number | null;
  readonly labels: readonly string[];
  /** Messages of the contact that no agent has seen. */
  readonly unreadCount: number;
  readonly agentLastSeenAt: string | null;
  readonly contactLastSeenAt: string | null;
  /** When an agent first wrote to the contact. */
  readonly firstReplyCreatedAt: string | null;
  /** Since when the contact has been waiting for an answer; null while nobody owes one. */
  readonly waitingSince: string | null;
  /** The last message that is neither activity nor a note. */
  readonly lastMessageId: number | null;
  readonly additionalAttributes: Attributes;
  readonly customAttributes: Attributes;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly lastActivityAt: string;
}

export const NO_CONVERSATION: Conversation = {
  displayId: 0,
  accountId: 0,
  inboxId: 0,
  contactId: 0,
  contactInbox: {
    id: 0,
    contactId: 0,
    inboxId: 0,
    sourceId: '',
    hmacVerified: false,
    createdAt: '',
    updatedAt: '',
  },
  status: 'open',
  snoozedUntil: null,
  priority: null,
  assigneeType: null,
  assigneeId: null,
  teamId: null,
  labels: [],
  unreadCount: 0,
  agentLastSeenAt: null,
  contactLastSeenAt: null,
  firstReplyCreatedAt: null,
  waitingSince: null,
  lastMessageId: null,
  additionalAttributes: {},
  customAttributes: {},
  createdAt: '',
  updatedAt: '',
  lastActivityAt: '',
};

/** A change of any of them is one that webhooks are told of. */
export const PUBLISHED_FIELDS = [
  'status',
  'snoozedUntil',
  'priority',
  'assigneeId',
  'teamId',
  'labels',
  'customAttributes',
  'waitingSince',
  'firstReplyCreatedAt',
] as const satisfies readonly (keyof Conversation)[];

export type ConversationField = (typeof PUBLISHED_FIELDS)[number];

export const conversationStream = (accountId: number, displayId: number): string =>
  `conversation-${accountId}-${displayId}`;
