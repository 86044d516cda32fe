import type { Attributes, ContactInbox } from '../contact-profile';
import type { MessageDraft, MessageStatus } from '../message';
import type { AssigneeSnapshot, SenderSnapshot, Surroundings, TeamSnapshot } from '../snapshots';
import type { Conversation, ConversationStatus, Priority } from './conversation';
import type { SentMessage } from './events';

/** Who gives a command: a sender with the name by which activity messages tell of them. */
export type Performer = SenderSnapshot & { readonly name: string };

/** A contact is the conversation's own, whose name stands beside. */
export function senderOf(performer: Performer): SenderSnapshot {
  return performer.type === 'contact' ? { type: performer.type, id: performer.id } : performer;
}

/** What a command on a conversation knows of its moment. */
export interface Situation {
  readonly surroundings: Surroundings;
  /** The contact's, as they are now; a conversation holds its own as of its last event. */
  readonly contactInboxes: readonly ContactInbox[];
  /** The conversation's last public message before the command. */
  readonly lastMessage: SentMessage | null;
  /** null for the system itself. */
  readonly performer: Performer | null;
  readonly occurredAt: string;
  /** Gives the id of a new message: ids ascend in the order of the log. */
  readonly drawMessageId: () => number;
  readonly drawAttachmentId: () => number;
}

/** What a message's sender or its contact may change of it; what is left out stays. */
export interface MessageChanges {
  readonly content?: string;
  readonly status?: MessageStatus;
  /** What the channel says went wrong; null or "" takes it away. */
  readonly externalError?: string | null;
  /** What the contact chose or filled in. */
  readonly submittedValues?: unknown;
  readonly submittedEmail?: string;
}

export type ConversationCommand = { readonly situation: Situation } & (
  | {
      type: 'CreateConversation';
      conversation: Conversation;
      openingMessage: MessageDraft | null;
    }
  | { type: 'PublishMessage'; draft: MessageDraft }
  | { type: 'UpdateMessage'; target: SentMessage | undefined; changes: MessageChanges }
  | { type: 'DeleteMessage'; target: SentMessage | undefined }
  | {
      type: 'ChangeStatus';
      /** undefined resolves what is open and opens what is not. */
      status: ConversationStatus | undefined;
      snoozedUntil: string | null;
    }
  /** null takes the assignee away. */
  | { type: 'AssignAgent'; assignee: AssigneeSnapshot | null }
  | { type: 'AssignTeam'; team: TeamSnapshot | null }
  | { type: 'SetLabels'; labels: readonly string[] }
  | { type: 'SetPriority'; priority: Priority | null }
  | { type: 'SetCustomAttributes'; customAttributes: Attributes }
  | { type: 'ReportTyping'; typing: 'on' | 'off'; isPrivate: boolean }
  | { type: 'MarkSeen'; by: 'agent' | 'contact' }
  | { type: 'DeleteConversation' }
);

export type CommandOf<Type extends ConversationCommand['type']> = Extract<
  ConversationCommand,
  { type: Type }
>;
