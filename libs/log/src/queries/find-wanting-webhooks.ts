import { EventStore, Refusal } from '@app/event-store';
import { type Subscription, SubscriptionsAt } from '@app/webhooks';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';

/**
 * Who wanted an event of the account when it happened: the webhooks and callbacks that got it, or that
 * should have; and those that would have, had they not been disabled.
 * @throws Refusal where the account has no event at this position
 */
export class FindWantingWebhooks extends Query<readonly Subscription[]> {
  constructor(
    readonly accountId: number,
    readonly position: number,
  ) {
    super();
  }
}

@QueryHandler(FindWantingWebhooks)
export class FindWantingWebhooksHandler implements IQueryHandler<FindWantingWebhooks> {
  constructor(
    private readonly store: EventStore,
    private readonly subscriptions: SubscriptionsAt,
  ) {}

  async execute({ accountId, position }: FindWantingWebhooks): Promise<readonly Subscription[]> {
    const [event] = await this.store.readPositions([position]);
    if (event?.metadata.accountId !== accountId) throw Refusal.notFound();
    return this.subscriptions.wanting(event);
  }
}
