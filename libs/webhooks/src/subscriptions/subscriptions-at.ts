import { Database, EventStore, type StoredEvent } from '@app/event-store';
import { publishedEvent } from '@app/payloads';
import { Injectable } from '@nestjs/common';
import { type Subscription, SubscriptionModel } from './subscription-model';

const CHANGES_BEFORE = `
  SELECT position FROM subscription_changes
  WHERE account_id = ? AND position <= ? ORDER BY position`;

const CHANGES_BETWEEN = `
  SELECT position FROM subscription_changes
  WHERE account_id = ? AND position > ? AND position < ? ORDER BY position DESC LIMIT ?`;

/** Few are taken, mostly: the newest of a webhook is seldom far. */
const PAGE = 50;

/** Who wanted an event when it happened, however long ago: by the very fold that the outbox uses. */
@Injectable()
export class SubscriptionsAt {
  constructor(
    private readonly database: Database,
    private readonly store: EventStore,
  ) {}

  /**
   * @returns the webhooks and the callback that it was for, and those that were disabled then and say
   * so; none for what webhooks do not see
   */
  async wanting(event: StoredEvent): Promise<readonly Subscription[]> {
    const published = publishedEvent(event);
    if (!published) return [];
    const rows = await this.database.query<{ position: number }>(CHANGES_BEFORE, [
      published.accountId,
      event.position,
    ]);
    const changes = await this.store.readPositions(rows.map(({ position }) => position));
    const model = new SubscriptionModel([]);
    for (const change of changes) model.apply(change);
    return model.wanting(published);
  }

  /** The changes of an account behind one position and before another, newest first, read as they are taken. */
  async *changesBetween(
    accountId: number,
    behindPosition: number,
    beforePosition: number,
  ): AsyncGenerator<StoredEvent, void> {
    let before = beforePosition;
    for (;;) {
      const rows = await this.database.query<{ position: number }>(CHANGES_BETWEEN, [
        accountId,
        behindPosition,
        before,
        PAGE,
      ]);
      const changes = await this.store.readPositions(rows.map(({ position }) => position));
      yield* changes.toReversed();
      if (rows.length < PAGE) return;
      before = rows.at(-1)!.position;
    }
  }
}
