import { Refusal, type Decider, type StreamRef } from '@app/event-store';
import { changesBetween, type Change } from './changes';
import { changeDetails, normalizeDetails } from './contact-details';
import {
  NO_DETAILS,
  type ContactDetails,
  type ContactInbox,
  type ContactProfile,
} from './contact-profile';
import type { ConversationSnapshot } from './conversation/events';
import type { InboxSummary } from './inbox-summary';
import type { AccountSnapshot } from './snapshots';

/** A change of any of them is one that webhooks are told of. */
const VISIBLE_FIELDS = [
  'name',
  'email',
  'phoneNumber',
  'identifier',
  'blocked',
  'customAttributes',
  'additionalAttributes',
] as const satisfies readonly (keyof ContactDetails)[];

export type ContactField = (typeof VISIBLE_FIELDS)[number];

/** What the widget reports of a visitor as they open it. */
export interface WidgetEventInfo {
  /** As the visitor's browser words the time. */
  readonly initiatedAt: string;
  readonly referer: string;
  readonly widgetLanguage: string;
  readonly browserLanguage: string;
  readonly browser: {
    readonly browserName: string;
    readonly browserVersion: string;
    readonly deviceName: string;
    readonly platformName: string;
    readonly platformVersion: string;
  };
}

export interface ContactSnapshot {
  readonly contact: ContactProfile;
  readonly account: AccountSnapshot;
}

export interface ContactUpdatedData extends ContactSnapshot {
  readonly changes: readonly Change<ContactField>[];
}

export interface WebWidgetTriggeredData extends ContactSnapshot {
  readonly contactInbox: ContactInbox;
  readonly inbox: InboxSummary;
  /** The visitor's latest in this inbox. */
  readonly currentConversation: ConversationSnapshot | null;
  readonly eventInfo: WidgetEventInfo;
}

export type ContactEvent =
  | { type: 'ContactCreated'; data: ContactProfile & { readonly account: AccountSnapshot } }
  | { type: 'ContactUpdated'; data: ContactUpdatedData }
  | { type: 'ContactDeleted'; data: ContactSnapshot }
  | { type: 'ContactInboxCreated'; data: ContactInbox }
  | { type: 'ContactInboxVerified'; data: ContactInbox }
  | { type: 'WebWidgetTriggered'; data: WebWidgetTriggeredData };

export type ContactCommand = { readonly account: AccountSnapshot | undefined } & (
  | { type: 'CreateContact'; profile: ContactProfile; contactInbox: NewContactInbox | null }
  | { type: 'UpdateContact'; changes: Partial<ContactDetails> }
  | {
      type: 'DeleteContact';
      /** A contact with conversations cannot go: they go first. */
      hasConversations: boolean;
    }
  | {
      type: 'CreateContactInbox';
      contactInbox: NewContactInbox;
      createdAt: string;
      /** null where any presence in the inbox will do. */
      wantedSourceId: string | null;
    }
  | {
      /** What somebody says of themselves who holds the source id of one of the contact's inboxes. */
      type: 'IdentifyContact';
      contactInboxId: number;
      changes: Partial<ContactDetails>;
      /** The customer's own server has vouched for the identifier among the changes. */
      verified: boolean;
      occurredAt: string;
    }
  | {
      type: 'TriggerWebWidget';
      contactInboxId: number;
      inbox: InboxSummary;
      currentConversation: ConversationSnapshot | null;
      eventInfo: WidgetEventInfo;
    }
);

export interface NewContactInbox {
  readonly id: number;
  readonly inboxId: number;
  readonly sourceId: string;
  readonly hmacVerified: boolean;
  readonly claimed?: true;
}

/** A contact that was deleted is as one that never was: its id is 0. */
export interface Contact extends ContactProfile {
  readonly contactInboxes: readonly ContactInbox[];
}

export const contactStream = (id: number): string => `contact-${id}`;

/** Each in the contact's state: who claims an address without end must not make it grow without end. */
const MAX_CONTACT_INBOXES = 1_000;

const NOBODY: Contact = {
  id: 0,
  accountId: 0,
  ...NO_DETAILS,
  createdAt: '',
  contactInboxes: [],
};

export const contactDecider: Decider<ContactCommand, Contact, ContactEvent> = {
  stateSchema: 2,
  initialState: NOBODY,

  decide(command, state) {
    const { account } = command;
    if (!account) throw Refusal.notFound();
    if (command.type === 'CreateContact') {
      const { profile, contactInbox } = command;
      const data = { ...normalizeDetails(profile), account };
      const created: ContactEvent = { type: 'ContactCreated', data };
      if (!contactInbox) return [created];
      return [created, contactInboxCreated(profile.id, contactInbox, profile.createdAt)];
    }
    if (state.id === 0 || state.accountId !== account.id) throw Refusal.notFound();
    const contact = contactProfile(state);
    switch (command.type) {
      case 'UpdateContact':
        return contactUpdated(contact, changeDetails(contact, command.changes), account);
      case 'DeleteContact':
        if (command.hasConversations) {
          throw new Refusal('conflict', 'Contact has got a new conversation meanwhile');
        }
        return [{ type: 'ContactDeleted', data: { contact, account } }];
      case 'CreateContactInbox': {
        const { contactInbox, wantedSourceId, createdAt } = command;
        // Somebody else may have brought it in meanwhile.
        const isThere = state.contactInboxes.some(
          (known) =>
            known.inboxId === contactInbox.inboxId &&
            (wantedSourceId === null || known.sourceId === wantedSourceId),
        );
        if (isThere) return [];
        if (state.contactInboxes.length >= MAX_CONTACT_INBOXES) {
          throw Refusal.invalid(
            'source_id',
            `Contact takes at most ${MAX_CONTACT_INBOXES} source ids, and has as many`,
          );
        }
        return [contactInboxCreated(state.id, contactInbox, createdAt)];
      }
      case 'IdentifyContact':
        return identifyContact(command, state, account);
      case 'TriggerWebWidget': {
        const { contactInboxId, inbox, currentConversation, eventInfo } = command;
        const contactInbox = contactInboxOf(state, contactInboxId);
        const data = { contact, account, contactInbox, inbox, currentConversation, eventInfo };
        return [{ type: 'WebWidgetTriggered', data }];
      }
    }
  },

  evolve(state, event) {
    switch (event.type) {
      case 'ContactCreated': {
        const { account: _, ...profile } = event.data;
        return { ...profile, contactInboxes: [] };
      }
      case 'ContactUpdated':
        return { ...event.data.contact, contactInboxes: state.contactInboxes };
      case 'ContactDeleted':
        return NOBODY;
      case 'ContactInboxCreated':
        return { ...state, contactInboxes: [...state.contactInboxes, event.data] };
      case 'ContactInboxVerified': {
        const { data } = event;
        const contactInboxes = state.contactInboxes.map((known) =>
          known.id === data.id ? data : known,
        );
        return { ...state, contactInboxes };
      }
      case 'WebWidgetTriggered':
        return state;
    }
  },
};

export const contactRef = (id: number): StreamRef<Contact> => ({
  stream: contactStream(id),
  decider: contactDecider,
});

/** The state without what only the contact's own decisions need. */
export function contactProfile(contact: Contact): ContactProfile {
  return {
    id: contact.id,
    accountId: contact.accountId,
    name: contact.name,
    email: contact.email,
    phoneNumber: contact.phoneNumber,
    identifier: contact.identifier,
    blocked: contact.blocked,
    customAttributes: contact.customAttributes,
    additionalAttributes: contact.additionalAttributes,
    createdAt: contact.createdAt,
  };
}

/**
 * Whether who holds the contact inbox's source id may see and change the contact. Not who merely
 * claimed to be it; nor, once the customer's server has vouched for one holder, any for whom it
 * did not: else who took an identifier first would get what its owner says later.
 */
export function speaksFor(
  { contactInboxes }: Contact,
  { hmacVerified, claimed }: ContactInbox,
): boolean {
  return hmacVerified || (!claimed && !contactInboxes.some((known) => known.hmacVerified));
}

function identifyContact(
  {
    contactInboxId,
    changes,
    verified,
    occurredAt,
  }: Extract<ContactCommand, { type: 'IdentifyContact' }>,
  state: Contact,
  account: AccountSnapshot,
): ContactEvent[] {
  const contactInbox = contactInboxOf(state, contactInboxId);
  const identifier = changes.identifier || null;
  const proven = verified && identifier !== null && identifier === state.identifier;
  if (!proven && !speaksFor(state, contactInbox)) {
    throw new Refusal('unauthorized', 'This contact takes its identifier with its identifier_hash');
  }
  if (identifier !== null && state.identifier !== null && identifier !== state.identifier) {
    throw Refusal.invalid('identifier', 'Identifier of this contact is another one already');
  }
  const contact = contactProfile(state);
  const updated = changeDetails(contact, {
    ...changes,
    identifier: identifier ?? state.identifier,
  });
  const events = contactUpdated(contact, updated, account);
  if (!verified || contactInbox.hmacVerified) return events;
  const { claimed: _, ...kept } = contactInbox;
  const data = { ...kept, hmacVerified: true, updatedAt: occurredAt };
  return [...events, { type: 'ContactInboxVerified', data }];
}

function contactUpdated(
  before: ContactProfile,
  contact: ContactProfile,
  account: AccountSnapshot,
): ContactEvent[] {
  const changes = changesBetween(before, contact, VISIBLE_FIELDS);
  if (changes.length === 0) return [];
  return [{ type: 'ContactUpdated', data: { contact, account, changes } }];
}

function contactInboxOf({ contactInboxes }: Contact, id: number): ContactInbox {
  const found = contactInboxes.find((known) => known.id === id);
  if (!found) throw Refusal.notFound();
  return found;
}

function contactInboxCreated(
  contactId: number,
  contactInbox: NewContactInbox,
  createdAt: string,
): ContactEvent {
  return {
    type: 'ContactInboxCreated',
    data: { ...contactInbox, contactId, createdAt, updatedAt: createdAt },
  };
}
