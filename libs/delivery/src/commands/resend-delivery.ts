import { Clock, EventStore, Refusal, Signals } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DeliveryQueue } from '../queue/delivery-queue';
import { findOwnWebhook } from '../queries/find-own-webhook';
import { DUE } from '../signals/delivery-signals';

/** `waiting` for its turn in its conversation. */
export type ResentStatus = 'pending' | 'waiting';

/**
 * Has a delivery made once more, whatever became of it, under the same `webhook-id`; or at once,
 * where it waits to be retried.
 * @throws Refusal naming `status` where the webhook is disabled or an attempt is under way, or where
 * there is no such webhook or delivery
 */
export class ResendDelivery extends Command<ResentStatus> {
  constructor(
    readonly accountId: number,
    readonly webhookId: number,
    readonly deliveryId: number,
  ) {
    super();
  }
}

@CommandHandler(ResendDelivery)
export class ResendDeliveryHandler implements ICommandHandler<ResendDelivery> {
  constructor(
    private readonly store: EventStore,
    private readonly queue: DeliveryQueue,
    private readonly signals: Signals,
    private readonly clock: Clock,
  ) {}

  async execute({ accountId, webhookId, deliveryId }: ResendDelivery): Promise<ResentStatus> {
    const { disabled } = await findOwnWebhook(this.store, accountId, webhookId);
    if (disabled) throw Refusal.invalid('status', 'Webhook is disabled: enable it first');
    const resend = await this.queue.resend(webhookId, deliveryId, this.clock.nowMs());
    switch (resend) {
      case 'not-found':
        throw Refusal.notFound();
      case 'under-way':
        throw Refusal.invalid('status', 'Delivery is under way: an attempt has not ended yet');
      case 'pending':
      case 'waiting':
        this.signals.tell(DUE, [{ webhookId, accountId }]);
        return resend;
    }
  }
}
