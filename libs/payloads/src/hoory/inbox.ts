import type { AccountSnapshot, Inbox } from '@app/conversation';
import { text } from '../schema/shapes';
import { accountSchema, idAndName } from './id-and-name';
import { idSchema } from './wording';

/** An inbox's own event, which says whose it is. */
export function renderInbox(inbox: Inbox, account: AccountSnapshot): object {
  return { ...idAndName(inbox), account: idAndName(account) };
}

export const inboxProperties = { id: idSchema, name: text, account: accountSchema };
