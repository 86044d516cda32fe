import { Refusal, type Decider, type StreamRef } from '@app/event-store';

export type Attributes = Readonly<Record<string, unknown>>;

/** What is told of a contact when it is made. */
export interface ContactDetails {
  readonly name: string;
  readonly email: string | null;
  /** E.164. */
  readonly phoneNumber: string | null;
  /** The contact's id in the customer's own system. */
  readonly identifier: string | null;
  readonly blocked: boolean;
  readonly customAttributes: Attributes;
  readonly additionalAttributes: Attributes;
}

/** What the world knows of a contact; the part of the state that goes into snapshots. */
export interface ContactProfile extends ContactDetails {
  readonly id: number;
  readonly accountId: number;
  readonly createdAt: string;
}

/** A contact's presence in an inbox, known there by its source id. */
export interface ContactInbox {
  readonly id: number;
  readonly contactId: number;
  readonly inboxId: number;
  readonly sourceId: string;
  readonly hmacVerified: boolean;
  readonly createdAt: string;
}

export type ContactEvent =
  | { type: 'ContactCreated'; data: ContactProfile }
  | { type: 'ContactInboxCreated'; data: ContactInbox };

export type ContactCommand =
  | { type: 'CreateContact'; profile: ContactProfile; contactInbox: NewContactInbox | null }
  | {
      type: 'CreateContactInbox';
      contactInbox: NewContactInbox;
      createdAt: string;
      /** null where any presence in the inbox will do. */
      wantedSourceId: string | null;
    };

export interface NewContactInbox {
  readonly id: number;
  readonly inboxId: number;
  readonly sourceId: string;
}

export interface Contact extends ContactProfile {
  readonly contactInboxes: readonly ContactInbox[];
}

export const contactStream = (id: number): string => `contact-${id}`;

export const contactDecider: Decider<ContactCommand, Contact, ContactEvent> = {
  stateSchema: 1,
  initialState: {
    id: 0,
    accountId: 0,
    name: '',
    email: null,
    phoneNumber: null,
    identifier: null,
    blocked: false,
    customAttributes: {},
    additionalAttributes: {},
    createdAt: '',
    contactInboxes: [],
  },

  decide(command, state) {
    switch (command.type) {
      case 'CreateContact': {
        const { profile, contactInbox } = command;
        const created: ContactEvent = { type: 'ContactCreated', data: profile };
        if (!contactInbox) return [created];
        return [created, contactInboxCreated(profile.id, contactInbox, profile.createdAt)];
      }
      case 'CreateContactInbox': {
        if (state.id === 0) throw Refusal.notFound();
        const { contactInbox, wantedSourceId, createdAt } = command;
        // Somebody else may have brought it in meanwhile.
        const isThere = state.contactInboxes.some(
          (known) =>
            known.inboxId === contactInbox.inboxId &&
            (wantedSourceId === null || known.sourceId === wantedSourceId),
        );
        if (isThere) return [];
        return [contactInboxCreated(state.id, contactInbox, createdAt)];
      }
    }
  },

  evolve(state, event) {
    switch (event.type) {
      case 'ContactCreated':
        return { ...event.data, contactInboxes: [] };
      case 'ContactInboxCreated':
        return { ...state, contactInboxes: [...state.contactInboxes, event.data] };
    }
  },
};

export const contactRef = (id: number): StreamRef<Contact> => ({
  stream: contactStream(id),
  decider: contactDecider,
});

function contactInboxCreated(
  contactId: number,
  contactInbox: NewContactInbox,
  createdAt: string,
): ContactEvent {
  return {
    type: 'ContactInboxCreated',
    data: { ...contactInbox, contactId, hmacVerified: false, createdAt },
  };
}

/** The state without what only the contact's own decisions need. */
export function contactProfile({ contactInboxes: _, ...profile }: Contact): ContactProfile {
  return profile;
}
