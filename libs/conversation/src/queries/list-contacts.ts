import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { ContactViews, type ContactView } from '../read-model/contact-views';

/** As Chatwoot has it. */
const PAGE_SIZE = 15;

/** By what each name of an order sorts. Ids ascend as contacts are created. */
const SORTED_BY = {
  name: 'sort_name',
  email: 'email',
  phone_number: 'phone_number',
  last_activity_at:
    '(SELECT max(last_activity_at) FROM conversations WHERE contact_id = contacts.id)',
  created_at: 'id',
} as const;

export type ContactOrder = keyof typeof SORTED_BY;

export const CONTACT_ORDERS = Object.keys(SORTED_BY) as ContactOrder[];

export interface ContactPage {
  /** Those of all pages. */
  readonly count: number;
  readonly contacts: readonly ContactView[];
}

/** A page of an account's contacts. */
export class ListContacts extends Query<ContactPage> {
  constructor(
    readonly accountId: number,
    /** 1 for the first. */
    readonly page: number,
    readonly order: ContactOrder,
    readonly descending: boolean,
    /** Text in the name, the e-mail address, the number or the identifier, whatever its case; "" for all. */
    readonly contained: string,
  ) {
    super();
  }
}

@QueryHandler(ListContacts)
export class ListContactsHandler implements IQueryHandler<ListContacts> {
  constructor(
    private readonly dataSource: DataSource,
    private readonly views: ContactViews,
  ) {}

  async execute({
    accountId,
    page,
    order,
    descending,
    contained,
  }: ListContacts): Promise<ContactPage> {
    const matching =
      contained === ''
        ? { condition: 'account_id = ?', params: [accountId] }
        : {
            condition: `account_id = ? AND search_text LIKE ? ESCAPE '\\'`,
            params: [accountId, likeAnywhere(contained)],
          };
    const [counted] = await this.dataSource.query<{ count: number }[]>(
      `SELECT count(*) AS count FROM contacts WHERE ${matching.condition}`,
      matching.params,
    );
    const direction = descending ? 'DESC' : 'ASC';
    const rows = await this.dataSource.query<{ id: number }[]>(
      `SELECT id FROM contacts WHERE ${matching.condition}
       ORDER BY ${SORTED_BY[order]} ${direction} NULLS LAST, id ${direction} LIMIT ? OFFSET ?`,
      [...matching.params, PAGE_SIZE, (page - 1) * PAGE_SIZE],
    );
    const contacts = await this.views.find(
      accountId,
      rows.map(({ id }) => id),
    );
    return { count: counted!.count, contacts };
  }
}

function likeAnywhere(text: string): string {
  return `%${text.toLowerCase().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
