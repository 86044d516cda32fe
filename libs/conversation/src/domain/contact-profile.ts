export type Attributes = Readonly<Record<string, unknown>>;

/** As JSON. Every message copies the attributes around it into its event, so they cannot be of any size. */
export const MAX_ATTRIBUTES_LENGTH = 64 * 1024;

/** What is told of a contact. */
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

/** Of somebody who has said nothing. */
export const NO_DETAILS: ContactDetails = {
  name: '',
  email: null,
  phoneNumber: null,
  identifier: null,
  blocked: false,
  customAttributes: {},
  additionalAttributes: {},
};

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
  /** The customer's own server has vouched for the contact's identifier. */
  readonly hmacVerified: boolean;
  /** Brought in by somebody who said they were a contact that there was, and did not prove it. */
  readonly claimed?: true;
  readonly createdAt: string;
  readonly updatedAt: string;
}
