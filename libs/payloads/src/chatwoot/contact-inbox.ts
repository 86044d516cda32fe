import type { ContactInbox } from '@app/conversation';
import { flag, named, object, text } from '../schema/shapes';
import { idSchema, isoSchema } from './wording';

export function renderContactInbox(contactInbox: ContactInbox): object {
  return {
    id: contactInbox.id,
    contact_id: contactInbox.contactId,
    inbox_id: contactInbox.inboxId,
    source_id: contactInbox.sourceId,
    created_at: contactInbox.createdAt,
    updated_at: contactInbox.updatedAt,
    hmac_verified: contactInbox.hmacVerified,
  };
}

export const contactInboxSchema = named(
  'ChatwootContactInbox',
  object({
    id: idSchema,
    contact_id: idSchema,
    inbox_id: idSchema,
    source_id: text,
    created_at: isoSchema,
    updated_at: isoSchema,
    hmac_verified: { description: 'Whether the customer’s own server vouched for them', ...flag },
  }),
);
