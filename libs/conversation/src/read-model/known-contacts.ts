import { Database } from '@app/event-store';
import { Injectable } from '@nestjs/common';
import { normalizeDetails } from '../domain/contact-details';
import type { ContactDetails } from '../domain/contact-profile';

/** The ids of the contacts that have what is one contact's alone. */
export interface Known {
  readonly byIdentifier?: number;
  readonly byEmail?: number;
  readonly byPhoneNumber?: number;
}

interface Row {
  readonly id: number;
  readonly identifier: string | null;
  readonly email: string | null;
  readonly phone_number: string | null;
}

/** Finds the contacts of an account that somebody may already be. */
@Injectable()
export class KnownContacts {
  constructor(private readonly database: Database) {}

  async find(
    accountId: number,
    details: Pick<ContactDetails, 'identifier' | 'email' | 'phoneNumber'>,
  ): Promise<Known> {
    const { identifier, email, phoneNumber } = normalizeDetails(details);
    const rows = await this.database.query<Row>(
      `SELECT id, identifier, email, phone_number FROM contacts
       WHERE (account_id = ? AND identifier = ?) OR (account_id = ? AND email = ?)
          OR (account_id = ? AND phone_number = ?)`,
      [accountId, identifier, accountId, email, accountId, phoneNumber],
    );
    const idWhere = (column: keyof Row, value: string | null): number | undefined =>
      value === null ? undefined : rows.find((row) => row[column] === value)?.id;
    return {
      byIdentifier: idWhere('identifier', identifier),
      byEmail: idWhere('email', email),
      byPhoneNumber: idWhere('phone_number', phoneNumber),
    };
  }
}
