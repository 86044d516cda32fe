import type { AxiosInstance } from 'axios';
import { NO_DETAILS } from '../connection';
import { idempotent, type CreateOptions } from '../idempotency';
import type { Attributes } from '../resources/attributes';
import type { ConversationStatus } from '../resources/conversation';
import type { Message } from '../resources/message';
import { contactPath } from './contacts';

/** A conversation as its contact may see it. */
export interface OwnConversation {
  /** The display id. */
  readonly id: number;
  readonly inbox_id: number;
  readonly status: ConversationStatus;
  /** Unix seconds, 0 for never. */
  readonly contact_last_seen_at: number;
  readonly agent_last_seen_at: number;
  /** None or one: the last that the contact may see. */
  readonly messages: readonly Message[];
}

export interface CreateOwnConversation {
  readonly custom_attributes?: Attributes;
}

/** Ids are display ids: the `id` that the API gives. */
export class ContactApiConversations {
  constructor(private readonly http: AxiosInstance) {}

  async list(sourceId: string): Promise<OwnConversation[]> {
    const { data } = await this.http.get<OwnConversation[]>(conversationsPath(sourceId));
    return data;
  }

  async find(sourceId: string, id: number): Promise<OwnConversation> {
    const { data } = await this.http.get<OwnConversation>(`${conversationsPath(sourceId)}/${id}`);
    return data;
  }

  async create(
    sourceId: string,
    conversation: CreateOwnConversation = {},
    options?: CreateOptions,
  ): Promise<OwnConversation> {
    const { data } = await this.http.post<OwnConversation>(
      conversationsPath(sourceId),
      conversation,
      idempotent(options),
    );
    return data;
  }

  /** Tells webhooks that the contact types, or no longer does. */
  async toggleTyping(sourceId: string, id: number, typingStatus: 'on' | 'off'): Promise<void> {
    const body = { typing_status: typingStatus };
    await this.http.post(`${conversationsPath(sourceId)}/${id}/toggle_typing`, body);
  }

  /** All that a contact may do to the status; the contact opens the conversation again by writing. */
  async resolve(sourceId: string, id: number): Promise<void> {
    await this.http.post(`${conversationsPath(sourceId)}/${id}/toggle_status`, NO_DETAILS);
  }

  /** Marks all messages as seen by the contact. */
  async markSeen(sourceId: string, id: number): Promise<void> {
    await this.http.post(`${conversationsPath(sourceId)}/${id}/update_last_seen`, NO_DETAILS);
  }
}

function conversationsPath(sourceId: string): string {
  return `${contactPath(sourceId)}/conversations`;
}
