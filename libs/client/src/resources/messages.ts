import type { AxiosInstance } from 'axios';
import { idempotent, type CreateOptions } from '../idempotency';
import type { Attributes } from './attributes';
import type { Contact } from './contact';
import type { Assignee } from './conversation';
import type { Message, MessageDraft, MessageStatus } from './message';
import { toFormData, type NewAttachment } from './message-form';

export interface CreateMessage extends MessageDraft {
  /** At most 15 files. */
  readonly attachments?: readonly NewAttachment[];
}

/** What is left out stays. */
export interface UpdateMessage {
  readonly content?: string;
  /** What has become of the message in its channel. */
  readonly status?: MessageStatus;
  /** With `failed`: what the channel says went wrong. */
  readonly external_error?: string | null;
}

/** Without either, the latest 20 messages. */
export interface MessageRange {
  /** The 20 messages before the one with this id. */
  readonly before?: number;
  /** The 100 messages after the one with this id. */
  readonly after?: number;
}

export interface MessageList {
  readonly meta: {
    readonly labels: readonly string[];
    readonly additional_attributes: Attributes;
    readonly contact: Contact;
    /** Absent where nobody is. */
    readonly assignee?: Assignee;
    /** Unix seconds, 0 for never. */
    readonly agent_last_seen_at: number;
  };
  /** Oldest first. */
  readonly payload: readonly Message[];
}

/** In all of them, `conversationId` is the conversation's display id: the `id` that the API gives. */
export class Messages {
  constructor(private readonly http: AxiosInstance) {}

  async list(conversationId: number, range: MessageRange = {}): Promise<MessageList> {
    const { data } = await this.http.get<MessageList>(messagesPath(conversationId), {
      params: range,
    });
    return data;
  }

  /** Goes as JSON, and with attachments as multipart/form-data. */
  async create(
    conversationId: number,
    { attachments = [], ...draft }: CreateMessage,
    options?: CreateOptions,
  ): Promise<Message> {
    const { data } = await this.http.post<Message>(
      messagesPath(conversationId),
      attachments.length === 0 ? draft : toFormData(draft, attachments),
      idempotent(options),
    );
    return data;
  }

  async update(
    conversationId: number,
    messageId: number,
    changes: UpdateMessage,
  ): Promise<Message> {
    const path = `${messagesPath(conversationId)}/${messageId}`;
    const { data } = await this.http.patch<Message>(path, changes);
    return data;
  }

  /** The message stays in its place and says that it was deleted. */
  async delete(conversationId: number, messageId: number): Promise<Message> {
    const path = `${messagesPath(conversationId)}/${messageId}`;
    const { data } = await this.http.delete<Message>(path);
    return data;
  }
}

function messagesPath(conversationId: number): string {
  return `/conversations/${conversationId}/messages`;
}
