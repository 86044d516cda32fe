import { accountRef, userRef } from '@app/accounts';
import { Refusal, type Actor, type Facts } from '@app/event-store';
import { contactProfile, contactRef } from '../domain/contact';
import type { OutgoingAuthor, Surroundings } from '../domain/conversation';
import { inboxRef } from '../domain/inbox';

interface Place {
  readonly accountId: number;
  readonly contactId: number;
  readonly inboxId: number;
}

/** The streams from which an event of a conversation takes its snapshot. */
export function surroundingStreams({ accountId, contactId, inboxId }: Place, actor: Actor | null) {
  return {
    account: accountRef(accountId),
    contact: contactRef(contactId),
    inbox: inboxRef(inboxId),
    // Where no user acts, none is found: users are numbered from 1.
    author: userRef(actor?.type === 'user' ? actor.id : 0),
  };
}

type References = Facts<unknown, ReturnType<typeof surroundingStreams>>['references'];

/** @throws Refusal where the account, the contact or the inbox is not there */
export function takeSurroundings({ account, contact, inbox }: References): Surroundings {
  if (!account || !contact || !inbox) throw Refusal.notFound();
  return {
    account: { id: account.id, name: account.name },
    contact: contactProfile(contact),
    inbox,
  };
}

export function takeAuthor({ author }: References): OutgoingAuthor | null {
  return author ? { id: author.id, name: author.name, email: author.email } : null;
}
