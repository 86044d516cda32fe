import { EventStore, Refusal, type StoredEvent } from '@app/event-store';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { webhookRef } from '../domain/webhook';
import type { WebhookEvent } from '../domain/webhook-events';

export type StoredWebhookEvent = StoredEvent & WebhookEvent;

export interface HistoryPage {
  /** Newest first. */
  readonly events: readonly StoredWebhookEvent[];
  /** To be given as `beforeVersion` for the next page; null on the last. */
  readonly nextBefore: number | null;
}

/**
 * What happened to a webhook, newest first.
 * @throws Refusal where there is no such webhook
 */
export class WebhookHistory extends Query<HistoryPage> {
  constructor(
    readonly accountId: number,
    readonly webhookId: number,
    readonly page: {
      /** Only what was before this version of the webhook. */
      readonly beforeVersion?: number;
      readonly limit: number;
    },
  ) {
    super();
  }
}

@QueryHandler(WebhookHistory)
export class WebhookHistoryHandler implements IQueryHandler<WebhookHistory> {
  constructor(private readonly store: EventStore) {}

  async execute({ accountId, webhookId, page }: WebhookHistory): Promise<HistoryPage> {
    const ref = webhookRef(webhookId);
    const webhook = await this.store.readState(ref);
    if (!webhook || webhook.deleted || webhook.accountId !== accountId) throw Refusal.notFound();
    const events = (await this.store.readStreamBackwards(
      ref.stream,
      page,
    )) as readonly StoredWebhookEvent[];
    const last = events.at(-1);
    // Versions have no holes: the first event has version 1.
    return { events, nextBefore: last && last.version > 1 ? last.version : null };
  }
}
