import { Database } from '@app/event-store';
import type { Statement } from '@app/event-store';
import { Injectable } from '@nestjs/common';
import { ContactViews, type ContactView } from '../read-model/contact-views';

/** As Chatwoot has it. */
const PAGE_SIZE = 15;

/** The latest in any of a contact's conversations, in a query on `contacts`. */
export const LAST_ACTIVITY_AT =
  '(SELECT max(last_activity_at) FROM conversations WHERE contact_id = contacts.id)';

/** By what each name of an order sorts. Ids ascend as contacts are created. */
const SORTED_BY = {
  name: 'sort_name',
  email: 'email',
  phone_number: 'phone_number',
  last_activity_at: LAST_ACTIVITY_AT,
  created_at: 'id',
} as const;

/** Who lacks another comes last. Told of these too, PostgreSQL would sort them without their index. */
const WHAT_ALL_HAVE: ReadonlySet<ContactOrder> = new Set(['name', 'created_at']);

export type ContactOrder = keyof typeof SORTED_BY;

export const CONTACT_ORDERS = Object.keys(SORTED_BY) as ContactOrder[];

export interface Paging {
  /** 1 for the first. */
  readonly page: number;
  readonly order: ContactOrder;
  readonly descending: boolean;
}

export interface ContactPage {
  /** Those of all pages. */
  readonly count: number;
  readonly contacts: readonly ContactView[];
}

/** Pages of an account's contacts: one query for the page, one for the count. */
@Injectable()
export class ContactPages {
  constructor(
    private readonly database: Database,
    private readonly views: ContactViews,
  ) {}

  /** @param matching a condition on `contacts`; undefined for all of the account's */
  async find(
    accountId: number,
    matching: Statement | undefined,
    { page, order, descending }: Paging,
  ): Promise<ContactPage> {
    const condition = matching ? `account_id = ? AND (${matching.sql})` : 'account_id = ?';
    const params = [accountId, ...(matching?.params ?? [])];
    const [counted] = await this.database.query<{ count: number }>(
      `SELECT count(*) AS count FROM contacts WHERE ${condition}`,
      params,
    );
    const direction = descending ? 'DESC' : 'ASC';
    const lacking = WHAT_ALL_HAVE.has(order) ? '' : 'NULLS LAST';
    const rows = await this.database.query<{ id: number }>(
      `SELECT id FROM contacts WHERE ${condition}
       ORDER BY ${SORTED_BY[order]} ${direction} ${lacking}, id ${direction} LIMIT ? OFFSET ?`,
      [...params, PAGE_SIZE, (page - 1) * PAGE_SIZE],
    );
    const contacts = await this.views.find(
      accountId,
      rows.map(({ id }) => id),
    );
    return { count: counted!.count, contacts };
  }
}
