import {
  CONTACT_FIELDS,
  conversationFields,
  INBOX_FIELDS,
  messageFields,
  statusFields,
} from '../common/changed-fields';
import { contentVariants } from '../common/content-variants';
import { webhookEvents } from '../common/webhook-events';
import { payloadFormat } from '../payload-format';
import { contactProperties, renderContact } from './contact';
import { conversationProperties, renderConversation } from './conversation';
import { accountSchema } from './id-and-name';
import { inboxProperties, renderInbox } from './inbox';
import {
  hooryAttachmentSchema,
  messageProperties,
  optionalMessageProperties,
  renderMessage,
} from './message';
import { renderTyping, typingProperties } from './typing';
import { renderWebWidgetTriggered, webWidgetTriggeredProperties } from './webwidget';
import { hooryWording } from './wording';

const message = {
  render: renderMessage,
  properties: messageProperties,
  optional: optionalMessageProperties,
  variants: contentVariants,
};
const conversation = { render: renderConversation, properties: conversationProperties };
const typing = { render: renderTyping, properties: typingProperties };
const fields = conversationFields(hooryWording);

/** Every event in the order and under the names of docs/receiving-webhooks.md. */
export const hooryFormat = payloadFormat({
  prefix: hooryWording.prefix,
  events: {
    message_created: message,
    message_updated: {
      ...message,
      changedFields: messageFields(hooryWording, hooryAttachmentSchema),
    },
    message_deleted: message,
    conversation_created: conversation,
    conversation_updated: { ...conversation, changedFields: fields },
    conversation_status_changed: { ...conversation, changedFields: statusFields(fields) },
    conversation_deleted: conversation,
    conversation_typing_on: typing,
    conversation_typing_off: typing,
    contact_created: {
      render: (data) => renderContact(data, data.account),
      properties: contactProperties,
    },
    contact_updated: {
      render: ({ contact, account }) => renderContact(contact, account),
      properties: contactProperties,
      changedFields: CONTACT_FIELDS,
    },
    contact_deleted: {
      render: ({ contact, account }) => renderContact(contact, account),
      properties: contactProperties,
    },
    inbox_created: {
      render: (data) => renderInbox(data, data.account),
      properties: inboxProperties,
    },
    inbox_updated: {
      render: ({ inbox, account }) => renderInbox(inbox, account),
      properties: inboxProperties,
      changedFields: INBOX_FIELDS,
    },
    webwidget_triggered: {
      render: renderWebWidgetTriggered,
      properties: webWidgetTriggeredProperties,
    },
    ...webhookEvents(hooryWording, accountSchema),
  },
});
