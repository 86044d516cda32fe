import { Database, EventStore } from '@app/event-store';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { inboxRef, type Inbox } from '../domain/inbox';

/** All of an account's inboxes, by their names. */
export class ListInboxes extends Query<Inbox[]> {
  constructor(readonly accountId: number) {
    super();
  }
}

@QueryHandler(ListInboxes)
export class ListInboxesHandler implements IQueryHandler<ListInboxes> {
  constructor(
    private readonly store: EventStore,
    private readonly database: Database,
  ) {}

  async execute({ accountId }: ListInboxes): Promise<Inbox[]> {
    const rows = await this.database.query<{ id: number }>(
      'SELECT id FROM inboxes WHERE account_id = ? ORDER BY id',
      [accountId],
    );
    const inboxes = await this.store.readStates(rows.map(({ id }) => inboxRef(id)));
    return inboxes
      .filter((inbox) => inbox !== undefined)
      .toSorted((one, other) => one.name.localeCompare(other.name) || one.id - other.id);
  }
}
