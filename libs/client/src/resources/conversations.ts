import type { AxiosInstance } from 'axios';
import type { Attributes } from './attributes';
import type { Contact } from './contacts';
import type { CreateMessage, Message } from './messages';

export type ConversationStatus = 'open' | 'resolved' | 'pending';

export interface Conversation {
  /** The display id, counted per account. */
  readonly id: number;
  readonly account_id: number;
  readonly inbox_id: number;
  readonly status: ConversationStatus;
  readonly messages: readonly Message[];
  readonly meta: {
    readonly sender: Contact;
    /** Such as `Channel::Api`. */
    readonly channel: string;
  };
  readonly additional_attributes: Attributes;
  readonly custom_attributes: Attributes;
  readonly unread_count: number;
  /** Unix seconds of the last activity. */
  readonly timestamp: number;
  /** Unix seconds. */
  readonly created_at: number;
}

/** Whom the conversation is with, and where. */
export type ConversationOrigin =
  { readonly source_id: string } | { readonly inbox_id: number; readonly contact_id: number };

export type CreateConversation = ConversationOrigin & {
  /** `open` unless told. */
  readonly status?: ConversationStatus;
  readonly additional_attributes?: Attributes;
  readonly custom_attributes?: Attributes;
  /** The opening message. */
  readonly message?: CreateMessage;
};

export class Conversations {
  constructor(private readonly http: AxiosInstance) {}

  async create(conversation: CreateConversation): Promise<Conversation> {
    const { data } = await this.http.post<Conversation>('/conversations', conversation);
    return data;
  }
}
