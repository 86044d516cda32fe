import type { AccountSnapshot, ContactProfile } from '@app/conversation';
import { constant, named, object, text } from '../schema/shapes';
import { accountSchema, idAndName } from './id-and-name';
import { idSchema } from './wording';

export function renderContact({ id, name }: ContactProfile, account: AccountSnapshot): object {
  return { id: String(id), name, avatar: '', type: 'contact', account: idAndName(account) };
}

export const contactProperties = {
  id: idSchema,
  name: text,
  avatar: { description: '"" where there is no picture', ...text },
  type: constant('contact'),
  account: accountSchema,
};

export const contactSchema = named('HooryContact', object(contactProperties));
