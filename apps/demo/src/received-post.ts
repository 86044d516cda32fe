import type { WebhookFormat } from '@app/client';

/** What the demo reads of bodies, in either format. */
export interface Payload {
  readonly event: string;
  /** Of the message or the conversation: a string in `hoory`, a number in `chatwoot`. */
  readonly id?: string | number;
  readonly content?: string | null;
  readonly message_type?: string;
  readonly content_type?: string;
  readonly content_attributes?: object;
  readonly attachments?: readonly FileOfMessage[];
  readonly changed_attributes?: readonly Readonly<Record<string, Change>>[];
}

interface FileOfMessage {
  readonly data_url: string;
  /** In bytes. */
  readonly file_size: number;
}

interface Change {
  readonly previous_value: unknown;
  readonly current_value: unknown;
}

interface AnsweredPost {
  /** Of the webhook whose URL was called. */
  readonly format: WebhookFormat;
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
  ({ readonly payload: Payload } | { readonly signatureProblem: string });

export function payloadOf(post: ReceivedPost): Payload | undefined {
  return 'payload' in post ? post.payload : undefined;
}

/** The id of the message that the POST is about, as a number; undefined for all other events. */
export function messageIdOf(post: ReceivedPost): number | undefined {
  const payload = payloadOf(post);
  return payload?.event.startsWith('message_') ? Number(payload.id) : undefined;
}

/** What a payload tells, in a few words: the same in both formats. */
export function detailOf({ content, attachments = [], changed_attributes = [] }: Payload): string {
  const files = attachments.map(
    ({ data_url, file_size }) => `${data_url.split('/').pop()}, ${file_size} bytes`,
  );
  const changes = changed_attributes
    .flatMap((change) => Object.entries(change))
    .map(([field, { previous_value, current_value }]) => {
      return `${field}: ${JSON.stringify(previous_value)} → ${JSON.stringify(current_value)}`;
    });
  return [content, ...files, ...changes].filter(Boolean).join(' · ');
}
