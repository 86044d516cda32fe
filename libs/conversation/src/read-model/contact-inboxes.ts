import { Database } from '@app/event-store';
import { Injectable } from '@nestjs/common';

export interface ContactInboxKey {
  readonly contactId: number;
  readonly inboxId: number;
  readonly sourceId: string;
}

const SELECT = `
  SELECT contact_id AS "contactId", inbox_id AS "inboxId", source_id AS "sourceId"
  FROM contact_inboxes WHERE account_id = ?`;

/** Finds which contact is known in which inbox by which source id. */
@Injectable()
export class ContactInboxes {
  constructor(private readonly database: Database) {}

  /** @param inboxId narrows the search, for source ids are unique within an inbox only */
  async findBySourceId(
    accountId: number,
    sourceId: string,
    inboxId: number | null,
  ): Promise<ContactInboxKey | undefined> {
    const [found] = await this.database.query<ContactInboxKey>(
      `${SELECT} AND source_id = ? AND (CAST(? AS bigint) IS NULL OR inbox_id = ?) ORDER BY id LIMIT 1`,
      [accountId, sourceId, inboxId, inboxId],
    );
    return found;
  }

  async findByContact(
    accountId: number,
    contactId: number,
    inboxId: number,
  ): Promise<ContactInboxKey | undefined> {
    const [found] = await this.database.query<ContactInboxKey>(
      `${SELECT} AND contact_id = ? AND inbox_id = ? ORDER BY id LIMIT 1`,
      [accountId, contactId, inboxId],
    );
    return found;
  }
}
