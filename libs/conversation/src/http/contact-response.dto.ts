import type { Attributes, ContactInbox, ContactProfile } from '../domain/contact-profile';
import type { Inbox } from '../domain/inbox';
import { toInboxResponse, type InboxResponseDto } from './inbox-response.dto';

export class ContactResponseDto {
  id: number;
  name: string;
  email: string | null;
  phone_number: string | null;
  identifier: string | null;
  blocked: boolean;
  thumbnail: string;
  custom_attributes: Attributes;
  additional_attributes: Attributes;
  /** Unix seconds. */
  created_at: number;
}

export class ContactInboxResponseDto {
  /** What the contact is known by in the inbox; conversations are created with it. */
  source_id: string;
  inbox: InboxResponseDto;
}

export class CreatedContactDto {
  contact: ContactResponseDto;
  contact_inbox?: ContactInboxResponseDto;
}

export class CreatedContactEnvelopeDto {
  payload: CreatedContactDto;
}

export function toContactResponse(contact: ContactProfile): ContactResponseDto {
  return {
    id: contact.id,
    name: contact.name,
    email: contact.email,
    phone_number: contact.phoneNumber,
    identifier: contact.identifier,
    blocked: contact.blocked,
    thumbnail: '',
    custom_attributes: contact.customAttributes,
    additional_attributes: contact.additionalAttributes,
    created_at: Math.floor(Date.parse(contact.createdAt) / 1000),
  };
}

export function toContactInboxResponse(
  { sourceId }: ContactInbox,
  inbox: Inbox,
): ContactInboxResponseDto {
  return { source_id: sourceId, inbox: toInboxResponse(inbox) };
}
