import { inboxRef } from '@app/conversation';
import { Clock, EventStore } from '@app/event-store';
import { SecretBox } from '@app/secrets';
import { Injectable } from '@nestjs/common';
import {
  toWebhookDto,
  type WebhookDto,
  type WebhookEnvelopeDto,
  type WebhookLike,
} from './webhook-response.dto';

/** Answers with webhooks: opens their secrets and names their inboxes. */
@Injectable()
export class WebhookResponses {
  constructor(
    private readonly store: EventStore,
    private readonly secretBox: SecretBox,
    private readonly clock: Clock,
  ) {}

  async envelope(webhook: WebhookLike): Promise<WebhookEnvelopeDto> {
    const [dto] = await this.toDtos([webhook]);
    return { payload: { webhook: dto! } };
  }

  /** All inboxes at the cost of one. */
  async toDtos(webhooks: readonly WebhookLike[]): Promise<WebhookDto[]> {
    const inboxIds = new Set(webhooks.flatMap(({ inboxId }) => inboxId ?? []));
    const inboxes = await this.store.readStates([...inboxIds].map(inboxRef));
    const byId = new Map(inboxes.map((inbox) => [inbox?.id, inbox]));
    const nowMs = this.clock.nowMs();
    return webhooks.map((webhook) =>
      toWebhookDto(
        webhook,
        this.secretBox.open(webhook.sealedSecret),
        byId.get(webhook.inboxId ?? undefined),
        nowMs,
      ),
    );
  }
}
