import {
  CONTENT_TYPES,
  lastMessageOf,
  MESSAGE_STATUSES,
  type MessageSnapshot,
} from '@app/conversation';
import { renderAttachments } from '../common/attachment';
import { attributes, flag, listOf, nullable, object, oneOf, text } from '../schema/shapes';
import { conversationSchema, renderConversation } from './conversation';
import { accountSchema, contactNameSchema, idAndName, inboxSchema } from './id-and-name';
import { chatwootAttachmentSchema } from './inner-message';
import { renderSender, senderSchema } from './sender';
import { chatwootWording, idSchema, isoSchema } from './wording';

/** A message's own event. */
export function renderMessage(data: MessageSnapshot): object {
  const { message, sender, contact, inbox, account } = data;
  return {
    account: idAndName(account),
    additional_attributes: {},
    content_attributes: message.contentAttributes,
    content_type: message.contentType,
    content: message.content,
    conversation: renderConversation(data, lastMessageOf(data)),
    created_at: message.createdAt,
    id: message.id,
    inbox: idAndName(inbox),
    message_type: message.messageType,
    private: message.private,
    sender: sender && renderSender(sender, contact, account),
    source_id: message.sourceId,
    attachments: renderAttachments(message, account, chatwootWording),
    contact: idAndName(contact),
    status: message.status,
  };
}

export const messageProperties = {
  account: accountSchema,
  additional_attributes: object({}),
  content_attributes: attributes,
  content_type: oneOf(CONTENT_TYPES),
  content: nullable(text),
  conversation: conversationSchema,
  created_at: isoSchema,
  id: idSchema,
  inbox: inboxSchema,
  message_type: {
    description: 'incoming from the contact, outgoing from an agent, template from the system',
    ...oneOf(['incoming', 'outgoing', 'template']),
  },
  private: { description: 'A note among agents, which the contact never sees', ...flag },
  sender: { description: 'null for the system', ...nullable(senderSchema) },
  source_id: { description: 'The message’s id in its channel', ...nullable(text) },
  contact: contactNameSchema,
  status: oneOf(MESSAGE_STATUSES),
};

export const optionalMessageProperties = {
  attachments: listOf(chatwootAttachmentSchema, { minItems: 1 }),
};
