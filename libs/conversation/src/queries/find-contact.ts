import { Refusal } from '@app/event-store';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ContactViews, type ContactView } from '../read-model/contact-views';

/** @throws Refusal where the account has no such contact */
export class FindContact extends Query<ContactView> {
  constructor(
    readonly accountId: number,
    readonly contactId: number,
  ) {
    super();
  }
}

@QueryHandler(FindContact)
export class FindContactHandler implements IQueryHandler<FindContact> {
  constructor(private readonly views: ContactViews) {}

  async execute({ accountId, contactId }: FindContact): Promise<ContactView> {
    const [found] = await this.views.find(accountId, [contactId]);
    if (!found) throw Refusal.notFound();
    return found;
  }
}
