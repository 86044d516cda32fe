import type { ContactInbox } from '@app/conversation';
import { flag, named, object, text } from '../schema/shapes';
import { idSchema, renderTime, timeSchema } from './wording';

export function renderContactInbox(contactInbox: ContactInbox): object {
  return {
    id: String(contactInbox.id),
    contact_id: String(contactInbox.contactId),
    inbox_id: String(contactInbox.inboxId),
    source_id: contactInbox.sourceId,
    created_at: renderTime(contactInbox.createdAt),
    updated_at: renderTime(contactInbox.updatedAt),
    hmac_verified: contactInbox.hmacVerified,
  };
}

export const contactInboxSchema = named(
  'HooryContactInbox',
  object({
    id: idSchema,
    contact_id: idSchema,
    inbox_id: idSchema,
    source_id: text,
    created_at: timeSchema,
    updated_at: timeSchema,
    hmac_verified: { description: 'Whether the customer’s own server vouched for them', ...flag },
  }),
);
