import type { AnyPayload } from './consumer';

/** What WAHA, another bridge to WhatsApp, reads of a payload. */
interface WahaPayload extends AnyPayload {
  readonly id: number;
  readonly message_type?: string;
  readonly private?: boolean;
  readonly content: string | null;
  readonly content_type: string;
  /** Looked into without a look whether it is there. */
  readonly content_attributes: {
    readonly deleted?: boolean;
    readonly in_reply_to?: number | null;
    readonly external_error?: string | null;
  };
  readonly created_at: string;
  readonly conversation: {
    readonly id: number;
    readonly meta: {
      readonly sender: {
        readonly custom_attributes: { readonly waha_whatsapp_chat_id?: string };
        readonly phone_number: string | null;
      };
    };
  };
  readonly attachments?: readonly { readonly data_url: string; readonly file_type: string }[];
}

/** What is queued for WhatsApp, if anything. */
export type WahaJob =
  | { readonly queue: 'none' | 'others' }
  | { readonly queue: 'deleted'; readonly message: string }
  | {
      readonly queue: 'created' | 'retried';
      /** `conversation/message`, under which the two ids are kept. */
      readonly message: string;
      readonly chat: string;
      readonly text: string | null;
      readonly repliesTo: number | null | undefined;
      readonly sentAt: string;
      readonly files: readonly { readonly name: string; readonly type: string }[];
    };

export function consumeAsWaha(payload: AnyPayload): WahaJob {
  const body = payload as WahaPayload;
  if (!body.event.startsWith('message_')) return { queue: 'others' };

  const { deleted, external_error } = body.content_attributes;
  if (body.message_type === 'incoming' || (body.private && !deleted)) return { queue: 'none' };
  if (deleted) return { queue: 'deleted', message: nameOf(body) };
  if (body.event === 'message_created') return { queue: 'created', ...toSend(body) };
  // Whoever has a failed message sent again takes its error away: null tells it as well.
  return external_error === undefined ? { queue: 'none' } : { queue: 'retried', ...toSend(body) };
}

function toSend(body: WahaPayload) {
  if (!['text', 'input_csat'].includes(body.content_type)) throw new Error(body.content_type);
  const { custom_attributes, phone_number } = body.conversation.meta.sender;
  return {
    message: nameOf(body),
    chat: custom_attributes.waha_whatsapp_chat_id ?? phone_number!,
    text: body.content,
    repliesTo: body.content_attributes.in_reply_to,
    // Throws where it is no date.
    sentAt: new Date(body.created_at).toISOString(),
    files: (body.attachments ?? []).map(({ data_url, file_type }) => ({
      name: decodeURIComponent(data_url.split('/').at(-1)!),
      type: file_type,
    })),
  };
}

function nameOf({ conversation, id }: WahaPayload): string {
  return `${conversation.id}/${id}`;
}
