import { Clock } from '@app/event-store';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ContactPages, type ContactPage, type Paging } from '../contact-pages';
import { toSql } from './condition-sql';
import type { ContactCondition } from './contact-condition';

/** A page of those of an account's contacts that meet conditions; of all where there are none. */
export class FilterContacts extends Query<ContactPage> {
  constructor(
    readonly accountId: number,
    readonly paging: Paging,
    readonly conditions: readonly ContactCondition[],
  ) {
    super();
  }
}

@QueryHandler(FilterContacts)
export class FilterContactsHandler implements IQueryHandler<FilterContacts> {
  constructor(
    private readonly pages: ContactPages,
    private readonly clock: Clock,
  ) {}

  execute({ accountId, paging, conditions }: FilterContacts): Promise<ContactPage> {
    return this.pages.find(accountId, toSql(accountId, conditions, this.clock.nowMs()), paging);
  }
}
