import type { AxiosInstance } from 'axios';
import { NO_DETAILS } from '../connection';
import { idempotent, type CreateOptions } from '../idempotency';
import type { Agent } from './agents';
import type { Attributes } from './attributes';
import type { Conversation, ConversationPriority, ConversationStatus } from './conversation';
import type { MessageDraft } from './message';
import type { Team } from './teams';

/** Whom the conversation is with, and where. */
export type ConversationOrigin =
  { readonly source_id: string } | { readonly inbox_id: number; readonly contact_id: number };

export type CreateConversation = ConversationOrigin & {
  /** `open` unless told. */
  readonly status?: ConversationStatus;
  /** With `snoozed`: unix seconds, or ISO 8601; without, until the contact writes. */
  readonly snoozed_until?: number | string;
  /** An agent of the account. */
  readonly assignee_id?: number;
  readonly team_id?: number;
  readonly additional_attributes?: Attributes;
  readonly custom_attributes?: Attributes;
  /** The opening message. */
  readonly message?: MessageDraft;
};

export interface ConversationFilter {
  /** `open` unless told. */
  readonly status?: ConversationStatus | 'all';
  readonly inbox_id?: number;
  readonly team_id?: number;
  /** Conversations with any of these. */
  readonly labels?: readonly string[];
  /** Text that one of the messages contains. */
  readonly q?: string;
}

export interface ConversationPage extends ConversationFilter {
  /** `all` unless told; `me` are those of the token's user. */
  readonly assignee_type?: 'me' | 'unassigned' | 'assigned' | 'all';
  /** 1 for the first, which it is unless told; 25 conversations a page. */
  readonly page?: number;
}

/** Of all that the filter lets through, whosever they are. */
export interface ConversationCounts {
  readonly mine_count: number;
  readonly unassigned_count: number;
  readonly assigned_count: number;
  readonly all_count: number;
}

export interface ConversationList {
  readonly meta: ConversationCounts;
  readonly payload: readonly Conversation[];
}

export interface ToggleStatus {
  /** Left out, what is open becomes resolved, and all else open. */
  readonly status?: ConversationStatus;
  /** With `snoozed`: unix seconds, or ISO 8601; without, until the contact writes. */
  readonly snoozed_until?: number | string;
}

export interface ToggledStatus {
  readonly success: boolean;
  readonly conversation_id: number;
  readonly current_status: ConversationStatus;
  /** Unix seconds, or null. */
  readonly snoozed_until: number | null;
}

export interface TypingStatus {
  readonly typing_status: 'on' | 'off';
  /** Typed as a note, which the contact does not see. */
  readonly is_private?: boolean;
}

/** Ids are display ids: the `id` that the API gives. */
export class Conversations {
  constructor(private readonly http: AxiosInstance) {}

  async list(page: ConversationPage = {}): Promise<ConversationList> {
    const { data } = await this.http.get<{ data: ConversationList }>('/conversations', {
      params: page,
    });
    return data.data;
  }

  async count(filter: ConversationFilter = {}): Promise<ConversationCounts> {
    const { data } = await this.http.get<{ meta: ConversationCounts }>('/conversations/meta', {
      params: filter,
    });
    return data.meta;
  }

  async find(id: number): Promise<Conversation> {
    const { data } = await this.http.get<Conversation>(`/conversations/${id}`);
    return data;
  }

  async create(conversation: CreateConversation, options?: CreateOptions): Promise<Conversation> {
    const { data } = await this.http.post<Conversation>(
      '/conversations',
      conversation,
      idempotent(options),
    );
    return data;
  }

  /** For administrators only: others get a `HooryApiError` of status 401. */
  async delete(id: number): Promise<void> {
    await this.http.delete(`/conversations/${id}`);
  }

  async toggleStatus(id: number, change: ToggleStatus = {}): Promise<ToggledStatus> {
    const path = `/conversations/${id}/toggle_status`;
    const { data } = await this.http.post<{ payload: ToggledStatus }>(path, change);
    return data.payload;
  }

  /** Tells webhooks that the token's user types, or no longer does. */
  async toggleTypingStatus(id: number, typing: TypingStatus): Promise<void> {
    await this.http.post(`/conversations/${id}/toggle_typing_status`, typing);
  }

  /** Gives the agent or the team; null takes the conversation from whoever has it. */
  async assign(id: number, to: { readonly assignee_id: number | null }): Promise<Agent | null>;
  async assign(id: number, to: { readonly team_id: number | null }): Promise<Team | null>;
  async assign(id: number, to: object): Promise<Agent | Team | null> {
    const path = `/conversations/${id}/assignments`;
    const { data } = await this.http.post<Agent | Team | null>(path, to);
    return data;
  }

  async listLabels(id: number): Promise<string[]> {
    const { data } = await this.http.get<{ payload: string[] }>(`/conversations/${id}/labels`);
    return data.payload;
  }

  /** Replaces them all, and gives what there is now. */
  async setLabels(id: number, labels: readonly string[]): Promise<string[]> {
    const path = `/conversations/${id}/labels`;
    const { data } = await this.http.post<{ payload: string[] }>(path, { labels });
    return data.payload;
  }

  /** @param priority null takes it away */
  async setPriority(id: number, priority: ConversationPriority | null): Promise<void> {
    await this.http.post(`/conversations/${id}/toggle_priority`, { priority });
  }

  /** Replaces them all, and gives what there is now. */
  async setCustomAttributes(id: number, attributes: Attributes): Promise<Attributes> {
    const path = `/conversations/${id}/custom_attributes`;
    const body = { custom_attributes: attributes };
    const { data } = await this.http.post<{ custom_attributes: Attributes }>(path, body);
    return data.custom_attributes;
  }

  /** Marks all messages as seen by the agents. */
  async markSeen(id: number): Promise<void> {
    await this.http.post(`/conversations/${id}/update_last_seen`, NO_DETAILS);
  }
}
