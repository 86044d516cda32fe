import type { AxiosInstance } from 'axios';
import { idempotent, type CreateOptions } from '../idempotency';
import type { Attributes } from './attributes';
import type { ContactInbox, ContactView } from './contact';
import type { Conversation } from './conversation';

export interface CreateContact {
  /** The inbox in which the contact is to be reached. */
  readonly inbox_id?: number;
  /** What the contact is to be known by in the inbox; the server makes one up where it is left out. */
  readonly source_id?: string;
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
  readonly contact: ContactView;
  /** Absent where the contact was created without an inbox. */
  readonly contact_inbox?: ContactInbox;
}

/** What is left out stays, single attributes too: they are merged into what there is. */
export interface UpdateContact {
  readonly name?: string;
  /** null takes it away, as the two that follow. */
  readonly email?: string | null;
  readonly phone_number?: string | null;
  readonly identifier?: string | null;
  readonly blocked?: boolean;
  readonly custom_attributes?: Attributes;
  readonly additional_attributes?: Attributes;
}

type ContactSortField = 'name' | 'email' | 'phone_number' | 'last_activity_at' | 'created_at';

export interface ContactPage {
  /** 1 for the first, which it is unless told; 15 contacts a page. */
  readonly page?: number;
  /** `created_at` unless told; `-` in front turns the order round. */
  readonly sort?: ContactSortField | `-${ContactSortField}`;
}

/** One condition of a filter. */
export interface ContactCondition {
  /**
   * `name`, `email`, `phone_number`, `identifier`, `country_code`, `city`, `company`, `created_at`,
   * `last_activity_at`, `blocked`, or the key of a custom attribute.
   */
  readonly attribute_key: string;
  /** Text is compared whatever its case; `starts_with` is for phone numbers. */
  readonly filter_operator:
    | 'equal_to'
    | 'not_equal_to'
    | 'contains'
    | 'does_not_contain'
    | 'starts_with'
    | 'is_present'
    | 'is_not_present'
    | 'is_greater_than'
    | 'is_less_than'
    | 'days_before';
  /** Any of them will do. None where the operator asks for presence, one where it asks for an order. */
  readonly values?: readonly (string | number | boolean)[];
  /** What joins it to the next condition, needed before one; AND binds more tightly than OR. */
  readonly query_operator?: 'AND' | 'OR' | null;
}

export interface ContactList {
  readonly meta: {
    /** Of all pages. */
    readonly count: number;
    readonly current_page: number;
  };
  readonly payload: readonly ContactView[];
}

export interface CreateContactInbox {
  readonly inbox_id: number;
  /** What the contact is to be known by there; the server makes one up where it is left out. */
  readonly source_id?: string;
}

export class Contacts {
  constructor(private readonly http: AxiosInstance) {}

  async list(page: ContactPage = {}): Promise<ContactList> {
    const { data } = await this.http.get<ContactList>('/contacts', { params: page });
    return data;
  }

  /** @param q a part, in any letter case, of the name, the e-mail, the phone number or the identifier */
  async search(q: string, page: ContactPage = {}): Promise<ContactList> {
    const params = { q, ...page };
    const { data } = await this.http.get<ContactList>('/contacts/search', { params });
    return data;
  }

  /** Those that meet the conditions, as they stand one after the other; all where there are none. */
  async filter(
    conditions: readonly ContactCondition[],
    page: ContactPage = {},
  ): Promise<ContactList> {
    const { data } = await this.http.post<ContactList>(
      '/contacts/filter',
      { payload: conditions },
      { params: page },
    );
    return data;
  }

  async find(id: number): Promise<ContactView> {
    const { data } = await this.http.get<{ payload: ContactView }>(`/contacts/${id}`);
    return data.payload;
  }

  async create(contact: CreateContact, options?: CreateOptions): Promise<CreatedContact> {
    const { data } = await this.http.post<{ payload: CreatedContact }>(
      '/contacts',
      contact,
      idempotent(options),
    );
    return data.payload;
  }

  async update(id: number, changes: UpdateContact): Promise<ContactView> {
    const { data } = await this.http.patch<{ payload: ContactView }>(`/contacts/${id}`, changes);
    return data.payload;
  }

  /** Its conversations go with it. */
  async delete(id: number): Promise<void> {
    await this.http.delete(`/contacts/${id}`);
  }

  /** Brings the contact into one more inbox. */
  async createContactInbox(
    id: number,
    contactInbox: CreateContactInbox,
    options?: CreateOptions,
  ): Promise<ContactInbox> {
    const { data } = await this.http.post<ContactInbox>(
      `/contacts/${id}/contact_inboxes`,
      contactInbox,
      idempotent(options),
    );
    return data;
  }

  async conversations(id: number): Promise<Conversation[]> {
    const path = `/contacts/${id}/conversations`;
    const { data } = await this.http.get<{ payload: Conversation[] }>(path);
    return data.payload;
  }
}
