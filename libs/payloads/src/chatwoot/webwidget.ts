import type { WebWidgetTriggeredData } from '@app/conversation';
import { eventInfoSchema, renderEventInfo } from '../common/event-info';
import { nullable, text } from '../schema/shapes';
import { contactSchema, renderContact } from './contact';
import { conversationSchema, renderConversation } from './conversation';
import { accountSchema, idAndName, inboxSchema } from './id-and-name';
import { idSchema } from './wording';

/** A visitor and the inbox they were seen in. */
export function renderWebWidgetTriggered(data: WebWidgetTriggeredData): object {
  const { contactInbox, contact, inbox, account, currentConversation, eventInfo } = data;
  return {
    id: contactInbox.id,
    contact: renderContact(contact, account),
    inbox: idAndName(inbox),
    account: idAndName(account),
    current_conversation:
      currentConversation &&
      renderConversation(currentConversation, currentConversation.lastMessage),
    source_id: contactInbox.sourceId,
    event_info: renderEventInfo(eventInfo),
  };
}

export const webWidgetTriggeredProperties = {
  id: { description: 'Of the contact in this inbox', ...idSchema },
  contact: contactSchema,
  inbox: inboxSchema,
  account: accountSchema,
  current_conversation: {
    description: 'The visitor’s latest in this inbox',
    ...nullable(conversationSchema),
  },
  source_id: text,
  event_info: eventInfoSchema,
};
