import type { AxiosInstance } from 'axios';
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

export interface MessageSender {
  readonly id: number;
  readonly name: string;
  readonly email?: string | null;
  readonly type: 'user' | 'contact' | 'agent_bot';
}

export interface Message {
  readonly id: number;
  readonly content: string | null;
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
  readonly status: 'sent' | 'delivered' | 'read' | 'failed';
  readonly source_id: string | null;
  readonly sender?: MessageSender | null;
  /** As it was sent. */
  readonly echo_id?: string;
}

export interface CreateMessage {
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

export class Messages {
  constructor(private readonly http: AxiosInstance) {}

  /** @param conversationId the conversation's display id, which is the `id` that the API gives */
  async create(conversationId: number, message: CreateMessage): Promise<Message> {
    const path = `/conversations/${conversationId}/messages`;
    const { data } = await this.http.post<Message>(path, message);
    return data;
  }
}
