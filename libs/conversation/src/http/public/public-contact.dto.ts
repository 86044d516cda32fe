import { createHash } from 'node:crypto';
import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { speaksFor } from '../../domain/contact';
import type { ContactDetails } from '../../domain/contact-profile';
import type { Visitor } from '../../read-model/visitors';
import { ContactIdentityDto } from '../contacts/contact.dto';

export class UpdatePublicContactDto extends ContactIdentityDto {
  /** Hex of HMAC-SHA256(the inbox's `hmac_token`, `identifier`), made by your own server. */
  @IsOptional()
  @IsString()
  @MaxLength(255)
  identifier_hash?: string | null;
}

export class CreatePublicContactDto extends UpdatePublicContactDto {
  /** What the contact is known by in the inbox; made where it is left out. */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  source_id?: string | null;
}

export class PublicContactDto {
  /** Who knows it is taken for the contact: keep it with them. */
  source_id: string;
  pubsub_token: string;
  id: number;
  name: string;
  email: string | null;
  phone_number: string | null;
}

type Told = Pick<ContactDetails, 'name' | 'email' | 'phoneNumber'>;

const NOTHING: Told = { name: '', email: null, phoneNumber: null };

/**
 * @param said what the visitor has just said of themselves: whoever may not speak for the contact is
 * told that and no more
 */
export function toPublicContact(
  { contact, contactInbox }: Visitor,
  said: Told = NOTHING,
): PublicContactDto {
  const { name, email, phoneNumber } = speaksFor(contact, contactInbox) ? contact : said;
  return {
    source_id: contactInbox.sourceId,
    pubsub_token: pubsubToken(contactInbox.sourceId),
    id: contact.id,
    name,
    email,
    phone_number: phoneNumber,
  };
}

/** For clients that want one: the same for a contact each time, and good for nothing here. */
export function pubsubToken(sourceId: string): string {
  return createHash('sha256').update(sourceId).digest('base64url');
}
