import type { Attributes } from './contact-profile';
import type { Attachment, NewAttachment } from './attachment';

export const CONTENT_TYPES = [
  'text',
  'input_text',
  'input_textarea',
  'input_email',
  'input_select',
  'cards',
  'form',
  'article',
  'incoming_email',
  'input_csat',
  'integrations',
  'sticker',
  'voice_call',
] as const;

export type ContentType = (typeof CONTENT_TYPES)[number];

/**
 * `incoming` is from the contact, `outgoing` from an agent or a bot, `template` from the system.
 * An `activity` tells agents what became of the conversation, and no webhook.
 */
export type MessageType = 'incoming' | 'outgoing' | 'template' | 'activity';

export const MESSAGE_STATUSES = ['sent', 'delivered', 'read', 'failed'] as const;

export type MessageStatus = (typeof MESSAGE_STATUSES)[number];

/** In characters, as Chatwoot has it. */
export const MAX_CONTENT_LENGTH = 150_000;

/** As Chatwoot has it. */
export const MAX_ATTACHMENTS = 15;

/** A message as its sender words it. */
export interface MessageDraft {
  readonly content: string | null;
  readonly messageType: Exclude<MessageType, 'activity'>;
  /** A note among agents, which the contact never sees. */
  readonly private: boolean;
  readonly contentType: ContentType;
  readonly contentAttributes: Attributes;
  /** The message's id in the channel it came by. */
  readonly sourceId: string | null;
  readonly attachments: readonly NewAttachment[];
}

export interface Message extends Omit<MessageDraft, 'messageType' | 'attachments'> {
  /** Ascends in the order of the log, over all accounts. */
  readonly id: number;
  readonly messageType: MessageType;
  readonly attachments: readonly Attachment[];
  readonly status: MessageStatus;
  /** ISO 8601 with milliseconds. */
  readonly createdAt: string;
  /** ISO 8601 with milliseconds. */
  readonly updatedAt: string;
}

/** What a deleted message says instead. */
export const DELETED_CONTENT = 'This message was deleted';

/** Whether the message is what a conversation's `messages` shows: neither activity nor a note. */
export function isPublic({ messageType, private: note }: Message): boolean {
  return messageType !== 'activity' && !note;
}
