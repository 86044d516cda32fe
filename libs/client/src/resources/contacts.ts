import type { AxiosInstance } from 'axios';
import type { Attributes } from './attributes';
import type { Inbox } from './inboxes';

export interface Contact {
  readonly id: number;
  readonly name: string;
  readonly email: string | null;
  /** E.164. */
  readonly phone_number: string | null;
  /** The contact's id in your own system. */
  readonly identifier: string | null;
  readonly blocked: boolean;
  readonly thumbnail: string;
  readonly custom_attributes: Attributes;
  readonly additional_attributes: Attributes;
  /** Unix seconds. */
  readonly created_at: number;
}

export interface ContactInbox {
  /** What the contact is known by in the inbox; a conversation can be created with it. */
  readonly source_id: string;
  readonly inbox: Inbox;
}

export interface CreateContact {
  /** The inbox in which the contact is to be reached. */
  readonly inbox_id?: number;
  readonly name?: string;
  readonly email?: string;
  /** E.164, e.g. `+14155550100`. */
  readonly phone_number?: string;
  /** The contact's id in your own system. */
  readonly identifier?: string;
  readonly blocked?: boolean;
  readonly custom_attributes?: Attributes;
  readonly additional_attributes?: Attributes;
}

export interface CreatedContact {
  readonly contact: Contact;
  /** Absent where the contact was created without an inbox. */
  readonly contact_inbox?: ContactInbox;
}

export class Contacts {
  constructor(private readonly http: AxiosInstance) {}

  async create(contact: CreateContact): Promise<CreatedContact> {
    const { data } = await this.http.post<{ payload: CreatedContact }>('/contacts', contact);
    return data.payload;
  }
}
