import { randomUUID } from 'node:crypto';
import type { Contact } from '../../domain/contact';
import type { Attributes, ContactInbox, ContactProfile } from '../../domain/contact-profile';
import type { Inbox } from '../../domain/inbox';
import type { ContactView } from '../../read-model/contact-views';
import {
  toInboxSummaryResponse,
  type InboxSummaryResponseDto,
} from '../inboxes/inbox-response.dto';
import { unixSeconds } from '../unix-seconds';

export class ContactResponseDto {
  id: number;
  name: string;
  email: string | null;
  phone_number: string | null;
  identifier: string | null;
  blocked: boolean;
  thumbnail: string;
  /** Always `offline`: nobody's presence is known here. */
  availability_status: 'offline';
  custom_attributes: Attributes;
  additional_attributes: Attributes;
  /** Unix seconds. */
  created_at: number;
}

export class ContactInboxResponseDto {
  /** What the contact is known by in the inbox; conversations are created with it. */
  source_id: string;
  inbox: InboxSummaryResponseDto;
}

export class ContactViewDto extends ContactResponseDto {
  /** Unix seconds of the latest in any of the contact's conversations, or null. */
  last_activity_at: number | null;
  contact_inboxes: ContactInboxResponseDto[];
}

export class ContactEnvelopeDto {
  payload: ContactViewDto;
}

export class ContactableInboxesDto {
  payload: ContactInboxResponseDto[];
}

export class CreatedContactDto {
  contact: ContactViewDto;
  contact_inbox?: ContactInboxResponseDto;
}

export class CreatedContactEnvelopeDto {
  payload: CreatedContactDto;
}

export class ContactListMetaDto {
  /** Of the contacts of all pages. */
  count: number;
  current_page: number;
}

export class ContactListDto {
  meta: ContactListMetaDto;
  payload: ContactViewDto[];
}

export function toContactResponse(contact: ContactProfile): ContactResponseDto {
  return contactFields(contact);
}

function contactFields(contact: ContactProfile) {
  return {
    id: contact.id,
    name: contact.name,
    email: contact.email,
    phone_number: contact.phoneNumber,
    identifier: contact.identifier,
    blocked: contact.blocked,
    thumbnail: '',
    availability_status: 'offline' as const,
    custom_attributes: contact.customAttributes,
    additional_attributes: contact.additionalAttributes,
    created_at: unixSeconds(contact.createdAt),
  };
}

export function toContactViewResponse({
  contact,
  inboxes,
  lastActivityAt,
}: ContactView): ContactViewDto {
  return {
    ...contactFields(contact),
    last_activity_at: lastActivityAt === null ? null : unixSeconds(lastActivityAt),
    contact_inboxes: contact.contactInboxes.map((contactInbox) =>
      toContactInboxResponse(contactInbox, inboxes.get(contactInbox.inboxId)!),
    ),
  };
}

export function toContactInboxResponse(
  { sourceId }: ContactInbox,
  inbox: Inbox,
): ContactInboxResponseDto {
  return { source_id: sourceId, inbox: toInboxSummaryResponse(inbox) };
}

/**
 * Where the contact can be written to: the inboxes the contact is in, and every other API inbox
 * under a source id to bring the contact in by. Websites are only ever entered by their visitors.
 */
export function toContactableInboxes(
  { contactInboxes }: Contact,
  inboxes: readonly Inbox[],
): ContactableInboxesDto {
  const sourceIds = new Map(contactInboxes.map(({ inboxId, sourceId }) => [inboxId, sourceId]));
  const contactable = inboxes.filter(
    ({ id, channel }) => sourceIds.has(id) || channel.type === 'Channel::Api',
  );
  return {
    payload: contactable.map((inbox) => ({
      source_id: sourceIds.get(inbox.id) ?? randomUUID(),
      inbox: toInboxSummaryResponse(inbox),
    })),
  };
}
