import type { Attributes } from '../domain/contact';
import type { MessageCreatedData, Sender } from '../domain/conversation';
import type { ContentType, Message, MessageType } from '../domain/message';

/** Rails' numbers for the enum, which existing clients read. */
const MESSAGE_TYPE_NUMBERS: Record<MessageType, number> = { incoming: 0, outgoing: 1 };

export class SenderResponseDto {
  id: number;
  name: string;
  email?: string | null;
  type: Sender['type'];
}

export class MessageResponseDto {
  id: number;
  content: string | null;
  inbox_id: number;
  /** The conversation's display id. */
  conversation_id: number;
  /** 0 incoming, 1 outgoing. */
  message_type: number;
  content_type: ContentType;
  content_attributes: Attributes;
  /** Unix seconds. */
  created_at: number;
  private: boolean;
  status: Message['status'];
  source_id: string | null;
  sender: SenderResponseDto;
  echo_id?: string;
}

/** @param echoId what the client calls its message, to be given back */
export function toMessageResponse(
  { message, sender, contact, conversation }: MessageCreatedData,
  echoId?: string | null,
): MessageResponseDto {
  return {
    id: message.id,
    content: message.content,
    inbox_id: conversation.inboxId,
    conversation_id: conversation.displayId,
    message_type: MESSAGE_TYPE_NUMBERS[message.messageType],
    content_type: message.contentType,
    content_attributes: message.contentAttributes,
    created_at: Math.floor(Date.parse(message.createdAt) / 1000),
    private: message.private,
    status: message.status,
    source_id: message.sourceId,
    sender:
      sender.type === 'user'
        ? sender
        : { id: contact.id, name: contact.name, email: contact.email, type: 'contact' },
    ...(echoId && { echo_id: echoId }),
  };
}
