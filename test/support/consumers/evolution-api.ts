import type { AnyPayload } from './consumer';

/** What Evolution API, which carries messages between WhatsApp and Chatwoot, reads of a payload. */
interface EvolutionPayload extends AnyPayload {
  readonly id: number;
  readonly status?: string;
  readonly private?: boolean;
  readonly content?: string | null;
  readonly message_type?: string;
  readonly inbox: { readonly id: number; readonly name: string };
  readonly content_attributes?: {
    readonly deleted?: boolean;
    readonly in_reply_to?: number | null;
  };
  readonly conversation?: {
    readonly id: number;
    readonly contact_inbox: { readonly source_id: string };
    readonly meta: { readonly sender: WhatsAppSender };
    readonly messages: readonly {
      readonly source_id: string | null;
      readonly sender?: { readonly available_name?: string };
      readonly attachments?: readonly { readonly data_url: string }[];
    }[];
  };
  /** Of the events of conversations. */
  readonly meta?: { readonly sender: WhatsAppSender };
}

interface WhatsAppSender {
  readonly identifier: string | null;
  readonly phone_number: string | null;
}

export type WhatsAppAction =
  | { readonly does: 'nothing' }
  | { readonly does: 'forget the chat'; readonly chat: string }
  | { readonly does: 'delete'; readonly chat: string; readonly message: number }
  | {
      readonly does: 'send';
      readonly chat: string;
      readonly text: string;
      readonly files: readonly string[];
      readonly quotes: number | null | undefined;
      /** So that what WhatsApp says of the message later can be told. */
      readonly keeps: {
        readonly message: number;
        readonly inbox: { readonly id: number; readonly name: string };
        readonly conversation: number;
        readonly contactInbox: string;
      };
    };

const NOTHING: WhatsAppAction = { does: 'nothing' };

export function consumeAsEvolutionApi(payload: AnyPayload): WhatsAppAction {
  const body = payload as EvolutionPayload;
  if (body.event === 'conversation_status_changed' && body.status === 'resolved') {
    return { does: 'forget the chat', chat: chatOf(body.meta!.sender) };
  }
  if (!body.conversation || body.private) return NOTHING;

  const { id, contact_inbox, meta, messages } = body.conversation;
  const chat = chatOf(meta.sender);
  const [last] = messages;
  const text = body.content?.replaceAll('**', '*');
  if (body.event === 'message_updated' && body.content_attributes?.deleted) {
    return { does: 'delete', chat, message: body.id };
  }
  if (body.event !== 'message_created' || body.message_type !== 'outgoing') return NOTHING;
  // Without a last message there is nothing to send, and what came from WhatsApp goes not back there.
  if (!last || last.source_id?.substring(0, 5) === 'WAID:') return NOTHING;
  return {
    does: 'send',
    chat,
    text: `*${last.sender!.available_name!}:*\n${text}`,
    files: messages.flatMap(({ attachments = [] }) => attachments.map((file) => file.data_url)),
    quotes: body.content_attributes?.in_reply_to,
    keeps: {
      message: body.id,
      inbox: body.inbox,
      conversation: id,
      contactInbox: contact_inbox.source_id,
    },
  };
}

function chatOf({ identifier, phone_number }: WhatsAppSender): string {
  return identifier || phone_number!.replace('+', '');
}
