import type { AxiosInstance } from 'axios';
import { idempotent, type CreateOptions } from '../idempotency';
import type { Attributes } from '../resources/attributes';

/** A contact as the contact may see it. */
export interface OwnContact {
  readonly id: number;
  /** What the other calls take. Who knows it is taken for the contact: keep it with them. */
  readonly source_id: string;
  /** For existing clients that expect one. */
  readonly pubsub_token: string;
  readonly name: string;
  readonly email: string | null;
  /** E.164. */
  readonly phone_number: string | null;
}

/** What is left out of an update stays; attributes are merged. */
export interface OwnContactDetails {
  /** The contact's id in your own system. */
  readonly identifier?: string;
  /** Your server's proof of the identifier: hex of HMAC-SHA256(the inbox's `hmac_token`, identifier). */
  readonly identifier_hash?: string;
  readonly name?: string;
  /** null takes it away, as the phone number. */
  readonly email?: string | null;
  /** E.164, e.g. `+14155550100`. */
  readonly phone_number?: string | null;
  readonly custom_attributes?: Attributes;
}

export interface CreateOwnContact extends OwnContactDetails {
  /** The server makes one up where it is left out. */
  readonly source_id?: string;
}

export class ContactApiContacts {
  constructor(private readonly http: AxiosInstance) {}

  async find(sourceId: string): Promise<OwnContact> {
    const { data } = await this.http.get<OwnContact>(contactPath(sourceId));
    return data;
  }

  async create(contact: CreateOwnContact = {}, options?: CreateOptions): Promise<OwnContact> {
    const { data } = await this.http.post<OwnContact>('/contacts', contact, idempotent(options));
    return data;
  }

  async update(sourceId: string, changes: OwnContactDetails): Promise<OwnContact> {
    const { data } = await this.http.patch<OwnContact>(contactPath(sourceId), changes);
    return data;
  }
}

export function contactPath(sourceId: string): string {
  return `/contacts/${encodeURIComponent(sourceId)}`;
}
