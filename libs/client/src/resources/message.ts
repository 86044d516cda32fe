import type { Attributes } from './attributes';

export type ContentType =
  | 'text'
  | 'input_text'
  | 'input_textarea'
  | 'input_email'
  | 'input_select'
  | 'cards'
  | 'form'
  | 'article'
  | 'incoming_email'
  | 'input_csat'
  | 'integrations'
  | 'sticker'
  | 'voice_call';

export type MessageStatus = 'sent' | 'delivered' | 'read' | 'failed';

export type FileType =
  | 'image'
  | 'audio'
  | 'video'
  | 'file'
  | 'location'
  | 'fallback'
  | 'share'
  | 'story_mention'
  | 'contact'
  | 'embed';

export interface MessageSender {
  readonly id: number;
  readonly name: string;
  readonly email?: string | null;
  /** Users: what contacts see. */
  readonly available_name?: string;
  /** Contacts, as `identifier`. */
  readonly phone_number?: string | null;
  readonly identifier?: string | null;
  readonly thumbnail?: string;
  readonly type: 'user' | 'contact' | 'agent_bot';
}

interface AttachmentOrigin {
  readonly id: number;
  readonly message_id: number;
  readonly account_id: number;
}

export interface FileAttachment extends AttachmentOrigin {
  readonly file_type: Exclude<FileType, 'location'>;
  /** Without the dot; null where the file's name has none. */
  readonly extension: string | null;
  /** A MIME type. */
  readonly content_type: string;
  /** Where the file is; whoever has it can read the file. */
  readonly data_url: string;
  /** "" where there is no smaller picture of it. */
  readonly thumb_url: string;
  /** In bytes. */
  readonly file_size: number;
  /** Of a picture, in pixels; null for all else. */
  readonly width: number | null;
  readonly height: number | null;
}

export interface LocationAttachment extends AttachmentOrigin {
  readonly file_type: 'location';
  readonly coordinates_lat: number;
  readonly coordinates_long: number;
  readonly fallback_title: string;
}

export type Attachment = FileAttachment | LocationAttachment;

export interface Message {
  readonly id: number;
  readonly content: string | null;
  readonly account_id: number;
  readonly inbox_id: number;
  /** The conversation's display id. */
  readonly conversation_id: number;
  /** 0 incoming, 1 outgoing, 2 activity, 3 template. */
  readonly message_type: 0 | 1 | 2 | 3;
  readonly content_type: ContentType;
  readonly content_attributes: Attributes;
  /** Unix seconds. */
  readonly created_at: number;
  readonly private: boolean;
  readonly status: MessageStatus;
  readonly source_id: string | null;
  readonly sender: MessageSender | null;
  /** Absent where there are none. */
  readonly attachments?: readonly Attachment[];
  /** As it was sent. */
  readonly echo_id?: string;
}

/** A message to be, without files. */
export interface MessageDraft {
  readonly content?: string;
  /** `outgoing` unless told; `incoming` in API inboxes only. */
  readonly message_type?: 'incoming' | 'outgoing';
  /** A note among agents, which the contact never sees. */
  readonly private?: boolean;
  /** `text` unless told. */
  readonly content_type?: ContentType;
  /** Its shape depends on `content_type`: `input_select`, `cards`, `form` and `article` take `items`. */
  readonly content_attributes?: Attributes;
  /** Comes back in the reply, so that a caller knows its own message. */
  readonly echo_id?: string;
  /** The message's id in the channel it came by. */
  readonly source_id?: string;
}
