import type { Attachment } from '../../domain/attachment';
import type { Attributes, ContactProfile } from '../../domain/contact-profile';
import type { SentMessage } from '../../domain/conversation/events';
import type { ContentType, MessageStatus, MessageType } from '../../domain/message';
import type { SenderSnapshot } from '../../domain/snapshots';
import { unixSeconds } from '../unix-seconds';

/** Rails' numbers for the enum, which existing clients read. */
const MESSAGE_TYPE_NUMBERS: Record<MessageType, number> = {
  incoming: 0,
  outgoing: 1,
  activity: 2,
  template: 3,
};

export class SenderResponseDto {
  id: number;
  name: string;
  email?: string | null;
  available_name?: string;
  phone_number?: string | null;
  identifier?: string | null;
  thumbnail?: string;
  type: SenderSnapshot['type'];
}

export class AttachmentResponseDto {
  id: number;
  message_id: number;
  file_type: Attachment['fileType'];
  account_id: number;
  extension?: string | null;
  content_type?: string;
  data_url?: string;
  thumb_url?: string;
  /** In bytes. */
  file_size?: number;
  /** Of a picture, in pixels. */
  width?: number | null;
  height?: number | null;
  coordinates_lat?: number;
  coordinates_long?: number;
  fallback_title?: string;
}

export class MessageResponseDto {
  id: number;
  content: string | null;
  account_id: number;
  inbox_id: number;
  /** The conversation's display id. */
  conversation_id: number;
  /** 0 incoming, 1 outgoing, 2 activity, 3 template. */
  message_type: number;
  content_type: ContentType;
  content_attributes: Attributes;
  /** Unix seconds. */
  created_at: number;
  private: boolean;
  status: MessageStatus;
  source_id: string | null;
  sender: SenderResponseDto | null;
  attachments?: AttachmentResponseDto[];
  echo_id?: string;
}

/** Where a message is, which its own event or its conversation tells. */
export interface MessagePlace {
  readonly accountId: number;
  readonly inboxId: number;
  readonly displayId: number;
}

/** @param echoId what the client calls its message, to be given back */
export function toMessageResponse(
  { message, sender }: SentMessage,
  { accountId, inboxId, displayId }: MessagePlace,
  contact: ContactProfile,
  echoId?: string | null,
): MessageResponseDto {
  return {
    id: message.id,
    content: message.content,
    account_id: accountId,
    inbox_id: inboxId,
    conversation_id: displayId,
    message_type: MESSAGE_TYPE_NUMBERS[message.messageType],
    content_type: message.contentType,
    content_attributes: message.contentAttributes,
    created_at: unixSeconds(message.createdAt),
    private: message.private,
    status: message.status,
    source_id: message.sourceId,
    sender: toSenderResponse(sender, contact),
    ...(message.attachments.length > 0 && {
      attachments: message.attachments.map((each) =>
        toAttachmentResponse(each, message.id, accountId),
      ),
    }),
    ...(echoId && { echo_id: echoId }),
  };
}

function toSenderResponse(
  sender: SenderSnapshot | null,
  contact: ContactProfile,
): SenderResponseDto | null {
  switch (sender?.type) {
    case 'user':
      return {
        id: sender.id,
        name: sender.name,
        email: sender.email,
        available_name: sender.availableName,
        thumbnail: '',
        type: 'user',
      };
    case 'contact':
      return {
        id: contact.id,
        name: contact.name,
        email: contact.email,
        phone_number: contact.phoneNumber,
        identifier: contact.identifier,
        thumbnail: '',
        type: 'contact',
      };
    case 'agent_bot':
      return { id: sender.id, name: sender.name, type: 'agent_bot' };
    default:
      return null;
  }
}

function toAttachmentResponse(
  attachment: Attachment,
  messageId: number,
  accountId: number,
): AttachmentResponseDto {
  const { id, fileType } = attachment;
  const common = { id, message_id: messageId, file_type: fileType, account_id: accountId };
  if (attachment.fileType === 'location') {
    return {
      ...common,
      coordinates_lat: attachment.latitude,
      coordinates_long: attachment.longitude,
      fallback_title: attachment.fallbackTitle,
    };
  }
  return {
    ...common,
    extension: attachment.extension,
    content_type: attachment.contentType,
    data_url: attachment.dataUrl,
    thumb_url: attachment.thumbUrl,
    file_size: attachment.fileSizeBytes,
    width: attachment.width,
    height: attachment.height,
  };
}
