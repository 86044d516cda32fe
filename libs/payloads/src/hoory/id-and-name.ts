import { named, object, text } from '../schema/shapes';
import { idSchema } from './wording';

/** All that is told of an account or an inbox, and of a message's contact. */
export function idAndName({ id, name }: { readonly id: number; readonly name: string }): object {
  return { id: String(id), name };
}

const fields = { id: idSchema, name: text };

export const accountSchema = named('HooryAccount', object(fields));
export const inboxSchema = named('HooryInbox', object(fields));
export const contactNameSchema = named('HooryContactName', object(fields));
