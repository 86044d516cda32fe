import type { AxiosInstance } from 'axios';
import { idempotent, type CreateOptions } from '../idempotency';
import type { Message } from '../resources/message';
import type { MessageRange } from '../resources/messages';
import { contactPath } from './contacts';

export interface CreateOwnMessage {
  readonly content: string;
  /** Comes back in the reply, so that a caller knows its own message. */
  readonly echo_id?: string;
}

type Scalar = string | number | boolean;

/** Which of them a message takes is told by its `content_type`. */
export type AnswerMessage =
  | { readonly submitted_values: SelectAnswer | FormAnswer | SurveyAnswer }
  | { readonly submitted_email: string };

/** To `input_select`. */
export type SelectAnswer = readonly { readonly title: Scalar; readonly value: Scalar }[];

/** To `form`. */
export type FormAnswer = readonly { readonly name: Scalar; readonly value: Scalar }[];

/** To `input_csat`. */
export interface SurveyAnswer {
  readonly csat_survey_response: {
    readonly rating: 1 | 2 | 3 | 4 | 5;
    readonly feedback_message?: string | null;
  };
}

/** In all of them, `conversationId` is the conversation's display id: the `id` that the API gives. */
export class ContactApiMessages {
  constructor(private readonly http: AxiosInstance) {}

  /** Oldest first; without notes and activities, which a contact does not see. */
  async list(
    sourceId: string,
    conversationId: number,
    range: MessageRange = {},
  ): Promise<Message[]> {
    const path = messagesPath(sourceId, conversationId);
    const { data } = await this.http.get<Message[]>(path, { params: range });
    return data;
  }

  async create(
    sourceId: string,
    conversationId: number,
    message: CreateOwnMessage,
    options?: CreateOptions,
  ): Promise<Message> {
    const { data } = await this.http.post<Message>(
      messagesPath(sourceId, conversationId),
      message,
      idempotent(options),
    );
    return data;
  }

  /** Answers a message that asks something. */
  async update(
    sourceId: string,
    conversationId: number,
    messageId: number,
    answer: AnswerMessage,
  ): Promise<Message> {
    const path = `${messagesPath(sourceId, conversationId)}/${messageId}`;
    const { data } = await this.http.patch<Message>(path, answer);
    return data;
  }
}

function messagesPath(sourceId: string, conversationId: number): string {
  return `${contactPath(sourceId)}/conversations/${conversationId}/messages`;
}
