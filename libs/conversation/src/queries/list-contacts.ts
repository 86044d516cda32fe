import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ContactPages, type ContactPage, type Paging } from './contact-pages';
import { escapeLike } from './escape-like';

/** A page of an account's contacts. */
export class ListContacts extends Query<ContactPage> {
  constructor(
    readonly accountId: number,
    readonly paging: Paging,
    /** Text in the name, the e-mail address, the number or the identifier, whatever its case; "" for all. */
    readonly contained: string,
  ) {
    super();
  }
}

@QueryHandler(ListContacts)
export class ListContactsHandler implements IQueryHandler<ListContacts> {
  constructor(private readonly pages: ContactPages) {}

  execute({ accountId, paging, contained }: ListContacts): Promise<ContactPage> {
    const matching = contained === '' ? undefined : containing(contained);
    return this.pages.find(accountId, matching, paging);
  }
}

function containing(text: string) {
  return {
    sql: `search_text LIKE ? ESCAPE '\\'`,
    params: [`%${escapeLike(text.toLowerCase())}%`],
  };
}
