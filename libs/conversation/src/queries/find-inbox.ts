import { EventStore, Refusal } from '@app/event-store';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { inboxRef, type Inbox } from '../domain/inbox';

/** @throws Refusal where the account has no such inbox */
export class FindInbox extends Query<Inbox> {
  constructor(
    readonly accountId: number,
    readonly inboxId: number,
  ) {
    super();
  }
}

@QueryHandler(FindInbox)
export class FindInboxHandler implements IQueryHandler<FindInbox> {
  constructor(private readonly store: EventStore) {}

  async execute({ accountId, inboxId }: FindInbox): Promise<Inbox> {
    const inbox = await this.store.readState(inboxRef(inboxId));
    if (inbox?.accountId !== accountId) throw Refusal.notFound();
    return inbox;
  }
}
