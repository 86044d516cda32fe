import type { AccountSnapshot, ContactProfile } from '@app/conversation';
import { attributes, constant, flag, named, nullable, object, text } from '../schema/shapes';
import { accountSchema, idAndName } from './id-and-name';
import { idSchema } from './wording';

export function renderContact(contact: ContactProfile, account: AccountSnapshot): object {
  return {
    account: idAndName(account),
    additional_attributes: contact.additionalAttributes,
    avatar: '',
    custom_attributes: contact.customAttributes,
    email: contact.email,
    id: contact.id,
    identifier: contact.identifier,
    name: contact.name,
    phone_number: contact.phoneNumber,
    thumbnail: '',
    blocked: contact.blocked,
    type: 'contact',
  };
}

/** As a conversation's `meta.sender`, and as the sender of a message within it. */
export function renderInnerContact(contact: ContactProfile): object {
  return {
    additional_attributes: contact.additionalAttributes,
    custom_attributes: contact.customAttributes,
    email: contact.email,
    id: contact.id,
    identifier: contact.identifier,
    name: contact.name,
    phone_number: contact.phoneNumber,
    thumbnail: '',
    blocked: contact.blocked,
    type: 'contact',
  };
}

const picture = { description: '"" where there is no picture', ...text };

const innerProperties = {
  additional_attributes: attributes,
  custom_attributes: attributes,
  email: nullable(text),
  id: idSchema,
  identifier: nullable(text),
  name: text,
  phone_number: { description: 'E.164', ...nullable(text) },
  thumbnail: picture,
  blocked: flag,
  type: constant('contact'),
};

export const contactProperties = { account: accountSchema, avatar: picture, ...innerProperties };

export const contactSchema = named('ChatwootContact', object(contactProperties));
export const innerContactSchema = named('ChatwootInnerContact', object(innerProperties));
