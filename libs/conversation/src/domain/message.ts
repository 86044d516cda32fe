import type { Attributes } from './contact';

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

/** Who a message goes to: `incoming` is from the contact, `outgoing` from an agent or a bot. */
export type MessageType = 'incoming' | 'outgoing';

/** In characters, as Chatwoot has it. */
export const MAX_CONTENT_LENGTH = 150_000;

/** A message as its sender words it. */
export interface MessageDraft {
  readonly content: string | null;
  readonly messageType: MessageType;
  /** A note among agents, which the contact never sees. */
  readonly private: boolean;
  readonly contentType: ContentType;
  readonly contentAttributes: Attributes;
  /** The message's id in the channel it came by. */
  readonly sourceId: string | null;
}

export interface Message extends MessageDraft {
  /** Ascends in the order of the log, over all accounts. */
  readonly id: number;
  readonly status: 'sent' | 'delivered' | 'read' | 'failed';
  /** ISO 8601 with milliseconds. */
  readonly createdAt: string;
}
