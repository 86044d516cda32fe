import { named, object, text } from '../schema/shapes';
import { idSchema } from './wording';

/** All that is told of an account, an inbox or a team, and of a message's contact. */
export function idAndName({ id, name }: { readonly id: number; readonly name: string }): object {
  return { id, name };
}

const properties = { id: idSchema, name: text };

export const accountSchema = named('ChatwootAccount', object(properties));
export const inboxSchema = named('ChatwootInbox', object(properties));
export const teamSchema = named('ChatwootTeam', object(properties));
export const contactNameSchema = named('ChatwootContactName', object(properties));
