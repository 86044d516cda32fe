import type { AxiosInstance } from 'axios';
import { idempotent, type CreateOptions } from '../idempotency';
import type { Message } from '../resources/message';
import { contactPath } from './contacts';

/** A message as the contact may see it; notes and activities are not shown. */
export type OwnMessage = Pick<
  Message,
  | 'id'
  | 'content'
  | 'message_type'
  | 'content_type'
  | 'content_attributes'
  | 'created_at'
  | 'conversation_id'
  | 'attachments'
  | 'sender'
  | 'echo_id'
>;

export interface CreateOwnMessage {
  readonly content: string;
  /** Comes back in the reply, so that a caller knows its own message. */
  readonly echo_id?: string;
}

type Scalar = string | number | boolean;

/** The shape is told by the `content_type` of the message that asks. */
export interface AnswerMessage {
  readonly submitted_values:
    | /** `input_select` */ readonly { readonly title: Scalar; readonly value: Scalar }[]
    | /** `form` */ readonly { readonly name: Scalar; readonly value: Scalar }[]
    | /** `input_csat` */ SurveyAnswer;
}

export interface SurveyAnswer {
  readonly csat_survey_response: {
    readonly rating: 1 | 2 | 3 | 4 | 5;
    readonly feedback_message?: string | null;
  };
}

/** In all of them, `conversationId` is the conversation's display id: the `id` that the API gives. */
export class ContactApiMessages {
  constructor(private readonly http: AxiosInstance) {}

  /** Oldest first. */
  async list(sourceId: string, conversationId: number): Promise<OwnMessage[]> {
    const { data } = await this.http.get<OwnMessage[]>(messagesPath(sourceId, conversationId));
    return data;
  }

  async create(
    sourceId: string,
    conversationId: number,
    message: CreateOwnMessage,
    options?: CreateOptions,
  ): Promise<OwnMessage> {
    const { data } = await this.http.post<OwnMessage>(
      messagesPath(sourceId, conversationId),
      message,
      idempotent(options),
    );
    return data;
  }

  /** Answers a message that asks for values. */
  async update(
    sourceId: string,
    conversationId: number,
    messageId: number,
    answer: AnswerMessage,
  ): Promise<OwnMessage> {
    const path = `${messagesPath(sourceId, conversationId)}/${messageId}`;
    const { data } = await this.http.patch<OwnMessage>(path, answer);
    return data;
  }
}

function messagesPath(sourceId: string, conversationId: number): string {
  return `${contactPath(sourceId)}/conversations/${conversationId}/messages`;
}
