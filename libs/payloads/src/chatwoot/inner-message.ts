import {
  CONTENT_TYPES,
  MESSAGE_STATUSES,
  type ContactProfile,
  type ConversationSnapshot,
  type MessageType,
  type SenderSnapshot,
  type SentMessage,
} from '@app/conversation';
import { attachmentSchema, renderAttachments } from '../common/attachment';
import { contentVariants } from '../common/content-variants';
import {
  attributes,
  count,
  flag,
  listOf,
  named,
  nullable,
  object,
  oneOf,
  text,
} from '../schema/shapes';
import { assigneeSchema, renderAssignee } from './assignee';
import { innerContactSchema, renderInnerContact } from './contact';
import { chatwootWording, idSchema, isoSchema, unixSeconds, unixSecondsSchema } from './wording';

export const MAX_UNREAD_COUNT = 10;

const MESSAGE_TYPE_NUMBERS: Record<MessageType, number> = {
  incoming: 0,
  outgoing: 1,
  activity: 2,
  template: 3,
};

const SENDER_TYPES: Record<SenderSnapshot['type'], string> = {
  contact: 'Contact',
  user: 'User',
  agent_bot: 'AgentBot',
};

/** What events of conversations and those of messages have in common. */
export type SurroundedConversation = Omit<ConversationSnapshot, 'lastMessage'>;

/** A message within its conversation, which Chatwoot words otherwise than a message's own event. */
export function renderInnerMessage(
  { message, sender }: SentMessage,
  { conversation, contact, account }: SurroundedConversation,
): object {
  return {
    message_type: MESSAGE_TYPE_NUMBERS[message.messageType],
    created_at: unixSeconds(message.createdAt),
    updated_at: message.updatedAt,
    conversation_id: conversation.displayId,
    account_id: account.id,
    inbox_id: conversation.inboxId,
    id: message.id,
    content: message.content,
    private: message.private,
    status: message.status,
    source_id: message.sourceId,
    content_type: message.contentType,
    content_attributes: message.contentAttributes,
    sender_type: sender && SENDER_TYPES[sender.type],
    sender_id: sender && sender.id,
    external_source_ids: {},
    additional_attributes: {},
    processed_message_content: message.content,
    sentiment: {},
    conversation: {
      assignee_id: conversation.assigneeId,
      unread_count: Math.min(conversation.unreadCount, MAX_UNREAD_COUNT),
      last_activity_at: unixSeconds(conversation.lastActivityAt),
      contact_inbox: { source_id: conversation.contactInbox.sourceId },
    },
    attachments: renderAttachments(message, account, chatwootWording),
    // Absent where the system wrote it.
    sender: sender ? renderInnerSender(sender, contact) : undefined,
  };
}

function renderInnerSender(sender: SenderSnapshot, contact: ContactProfile): object {
  return sender.type === 'contact' ? renderInnerContact(contact) : renderAssignee(sender);
}

export const chatwootAttachmentSchema = attachmentSchema(chatwootWording);

export const unreadCountSchema = { ...count, maximum: MAX_UNREAD_COUNT };

export const innerMessageSchema = named('ChatwootInnerMessage', {
  ...object(
    {
      message_type: {
        description: '0 incoming, 1 outgoing, 3 template; activities are not told of',
        type: 'integer',
        enum: [0, 1, 3],
      },
      created_at: unixSecondsSchema,
      updated_at: isoSchema,
      conversation_id: { description: 'The display id', ...idSchema },
      account_id: idSchema,
      inbox_id: idSchema,
      id: idSchema,
      content: nullable(text),
      private: flag,
      status: oneOf(MESSAGE_STATUSES),
      source_id: nullable(text),
      content_type: oneOf(CONTENT_TYPES),
      content_attributes: attributes,
      sender_type: nullable(oneOf(Object.values(SENDER_TYPES))),
      sender_id: nullable(idSchema),
      external_source_ids: object({}),
      additional_attributes: object({}),
      processed_message_content: nullable(text),
      sentiment: object({}),
      conversation: object({
        assignee_id: nullable(idSchema),
        unread_count: unreadCountSchema,
        last_activity_at: unixSecondsSchema,
        contact_inbox: object({ source_id: text }),
      }),
    },
    {
      attachments: listOf(chatwootAttachmentSchema, { minItems: 1 }),
      sender: { oneOf: [assigneeSchema, innerContactSchema] },
    },
  ),
  oneOf: contentVariants,
});
