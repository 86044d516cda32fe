/** What the demo reads of the body of `message_created`. */
export interface MessagePayload {
  readonly event: string;
  readonly id: string;
  readonly content: string;
  readonly message_type: string;
  readonly content_type: string;
  readonly content_attributes: object;
}

interface AnsweredPost {
  /** Unix milliseconds. */
  readonly receivedAtMs: number;
  readonly webhookId: string;
  /** From the header `webhook-attempt`: 1 for the first. */
  readonly attempt: number;
  /** What the receiver answered: 204, 503 while it is busy, 401 for a wrong signature. */
  readonly status: number;
}

/** The body of a POST counts only where its signature does. */
export type ReceivedPost = AnsweredPost &
  ({ readonly payload: MessagePayload } | { readonly signatureProblem: string });

export function payloadOf(post: ReceivedPost): MessagePayload | undefined {
  return 'payload' in post ? post.payload : undefined;
}
