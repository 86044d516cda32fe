import {
  CONVERSATION_STATUSES,
  MESSAGE_STATUSES,
  PRIORITIES,
  type Attachment,
  type ContactField,
  type ConversationField,
  type InboxField,
  type MessageField,
} from '@app/conversation';
import type { JsonSchema } from '../schema/json-schema';
import { attributes, flag, listOf, nullable, oneOf, text } from '../schema/shapes';
import { renderAttachment, type AttachmentOwner } from './attachment';
import type { ChangedField, ChangedFields } from './changed-attributes';
import type { Wording } from './wording';

/** By the names under which Chatwoot's clients know them. */
export function conversationFields({ id, time }: Wording): ChangedFields<ConversationField> {
  return {
    status: plain('status', oneOf(CONVERSATION_STATUSES)),
    snoozedUntil: orNull('snoozed_until', time),
    priority: plain('priority', nullable(oneOf(PRIORITIES))),
    assigneeId: orNull('assignee_id', id),
    teamId: orNull('team_id', id),
    labels: plain('label_list', listOf(text)),
    customAttributes: plain('custom_attributes', attributes),
    waitingSince: orNull('waiting_since', time),
    firstReplyCreatedAt: orNull('first_reply_created_at', time),
  };
}

/** `conversation_status_changed` tells of the status alone. */
export function statusFields({
  status,
}: ChangedFields<ConversationField>): ChangedFields<ConversationField> {
  return { status } as ChangedFields<ConversationField>;
}

export function messageFields(
  wording: Wording,
  attachment: JsonSchema,
): ChangedFields<MessageField, AttachmentOwner> {
  const { content } = wording;
  return {
    content: {
      name: 'content',
      schema: content.schema,
      encode: (value) => content.encode(value as string | null),
    },
    contentAttributes: plain('content_attributes', attributes),
    status: plain('status', oneOf(MESSAGE_STATUSES)),
    attachments: {
      name: 'attachments',
      schema: listOf(attachment),
      encode: (value, owner) =>
        (value as Attachment[]).map((each) => renderAttachment(each, owner, wording)),
    },
  };
}

export const CONTACT_FIELDS: ChangedFields<ContactField> = {
  name: plain('name', text),
  email: plain('email', nullable(text)),
  phoneNumber: plain('phone_number', nullable(text)),
  identifier: plain('identifier', nullable(text)),
  blocked: plain('blocked', flag),
  customAttributes: plain('custom_attributes', attributes),
  additionalAttributes: plain('additional_attributes', attributes),
};

export const INBOX_FIELDS: ChangedFields<InboxField> = {
  name: plain('name', text),
  webhookUrl: plain('webhook_url', text),
  websiteUrl: plain('website_url', text),
};

/** Worded by every format as the domain has it. */
function plain(name: string, schema: JsonSchema): ChangedField {
  return { name, schema, encode: (value) => value };
}

function orNull<Value>(
  name: string,
  worded: { readonly schema: JsonSchema; encode(value: Value): unknown },
): ChangedField {
  return {
    name,
    schema: nullable(worded.schema),
    encode: (value) => (value === null ? null : worded.encode(value as Value)),
  };
}
