import type { AnyPayload } from './consumer';

/** What the bridges to Rasa, Dify and Botpress read of a payload. */
interface BotPayload extends AnyPayload {
  readonly message_type?: 'incoming' | 'outgoing';
  readonly content: string;
  readonly account: { readonly id: number };
  readonly conversation: {
    readonly id: number;
    readonly status: string;
    readonly inbox_id: number;
    readonly meta: { readonly assignee: { readonly id: number } | null };
  };
  readonly sender: { readonly id: number; readonly type: string };
}

/** What a bot is told, and where its answer goes. */
export interface BotTurn {
  readonly text: string;
  readonly from: string;
  readonly answerTo: string;
  readonly inbox: string;
  /** Where a person has the conversation, the bot keeps quiet. */
  readonly quiet: boolean;
}

export function consumeAsBotBridge(payload: AnyPayload): BotTurn | null {
  const body = payload as BotPayload;
  // Bots that heard themselves, or heard a message again, would never end.
  if (body.event !== 'message_created' || body.message_type !== 'incoming') return null;
  const { id, status, inbox_id, meta } = body.conversation;
  return {
    text: body.content.trim(),
    from: `${body.sender.type} ${body.sender.id}`,
    answerTo: `/accounts/${body.account.id}/conversations/${id}/messages`,
    inbox: inbox_id.toString(),
    quiet: status !== 'pending' || meta.assignee?.id !== undefined,
  };
}
