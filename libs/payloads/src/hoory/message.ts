import {
  CONTENT_TYPES,
  type AccountSnapshot,
  type MessageSnapshot,
  type SentMessage,
} from '@app/conversation';
import { attachmentSchema, renderAttachments } from '../common/attachment';
import { contentVariants } from '../common/content-variants';
import { attributes, listOf, named, nullable, object, oneOf, text } from '../schema/shapes';
import { accountSchema, contactNameSchema, idAndName } from './id-and-name';
import { renderSender, senderSchema } from './user';
import { renderVisit, visitSchema } from './visit';
import { hooryWording, idSchema, renderTime, timeSchema } from './wording';

/** Content types whose messages this format calls templates. */
const TEMPLATE_CONTENT_TYPES: ReadonlySet<string> = new Set(['input_select', 'cards', 'form']);

/** A message's own event: where it was said stands beside it. */
export function renderMessage(data: MessageSnapshot): object {
  const { contact, conversation, account } = data;
  return Object.assign(ownFields(data), {
    contact: idAndName(contact),
    conversation: {
      display_id: String(conversation.displayId),
      additional_attributes: renderVisit(conversation.additionalAttributes),
    },
    account: idAndName(account),
    attachments: renderAttachments(data.message, account, hooryWording),
  });
}

/** A message in its conversation's `messages`. */
export function renderMessageOf(sent: SentMessage, account: AccountSnapshot): object {
  return Object.assign(ownFields(sent), {
    attachments: renderAttachments(sent.message, account, hooryWording),
  });
}

function ownFields({ message, sender }: SentMessage): object {
  return {
    id: String(message.id),
    content: message.content ?? '',
    created_at: renderTime(message.createdAt),
    message_type: TEMPLATE_CONTENT_TYPES.has(message.contentType)
      ? 'template'
      : message.messageType,
    content_type: message.contentType,
    content_attributes: message.contentAttributes,
    source_id: message.sourceId ?? '',
    sender: renderSender(sender),
  };
}

export const hooryAttachmentSchema = attachmentSchema(hooryWording);

const ownProperties = {
  id: idSchema,
  content: { description: '"" when there is none', ...text },
  created_at: timeSchema,
  message_type: {
    description: 'template when content_type is input_select, cards or form',
    ...oneOf(['incoming', 'outgoing', 'template']),
  },
  content_type: oneOf(CONTENT_TYPES),
  content_attributes: attributes,
  source_id: { description: 'The message’s id in its channel, or ""', ...text },
  sender: {
    description: 'null when the contact or the system wrote it',
    ...nullable(senderSchema),
  },
};

export const optionalMessageProperties = {
  attachments: listOf(hooryAttachmentSchema, { minItems: 1 }),
};

export const messageProperties = {
  ...ownProperties,
  contact: contactNameSchema,
  conversation: object({ display_id: idSchema, additional_attributes: visitSchema }),
  account: accountSchema,
};

/** As it stands in its conversation. */
export const messageOfConversationSchema = named('HooryMessage', {
  ...object(ownProperties, optionalMessageProperties),
  oneOf: contentVariants,
});
