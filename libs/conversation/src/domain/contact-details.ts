import { Refusal } from '@app/event-store';
import {
  MAX_ATTRIBUTES_LENGTH,
  type Attributes,
  type ContactDetails,
  type ContactProfile,
} from './contact-profile';

/** The details as they are kept: two spellings of an e-mail address are one, and "" is none. */
export function normalizeDetails<Details extends Partial<ContactDetails>>(
  details: Details,
): Details {
  const { email, phoneNumber, identifier } = details;
  return {
    ...details,
    ...(email !== undefined && { email: email?.toLowerCase() || null }),
    ...(phoneNumber !== undefined && { phoneNumber: phoneNumber || null }),
    ...(identifier !== undefined && { identifier: identifier || null }),
  };
}

/**
 * A contact with its details changed; what is left out stays. Attributes are merged key by key, at
 * the first level, as existing clients expect: null is a value like any other.
 * @throws Refusal where the attributes have become too many
 */
export function changeDetails(
  contact: ContactProfile,
  { customAttributes = {}, additionalAttributes = {}, ...changes }: Partial<ContactDetails>,
): ContactProfile {
  return {
    ...contact,
    ...normalizeDetails(changes),
    customAttributes: merge('custom_attributes', contact.customAttributes, customAttributes),
    additionalAttributes: merge(
      'additional_attributes',
      contact.additionalAttributes,
      additionalAttributes,
    ),
  };
}

function merge(field: string, known: Attributes, given: Attributes): Attributes {
  const merged = { ...known, ...given };
  const { length } = JSON.stringify(merged);
  if (length <= MAX_ATTRIBUTES_LENGTH) return merged;
  const words = field === 'custom_attributes' ? 'Custom attributes' : 'Additional attributes';
  throw Refusal.invalid(
    field,
    `${words} take at most ${MAX_ATTRIBUTES_LENGTH} characters of JSON, got ${length} with those there are`,
  );
}
