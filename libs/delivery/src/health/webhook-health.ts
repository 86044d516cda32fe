import { Injectable, Logger } from '@nestjs/common';
import { WebhookDecisions, type DecidedWebhook } from '../decisions/webhook-decisions';
import { type FailingWebhook, HealthTable } from './health-table';

/** So long nothing but failures, and a webhook is disabled. */
export const DISABLE_AFTER_MS = 5 * 24 * 60 * 60 * 1_000;
/** An outage shorter than this is not worth an event when it is over. */
export const SHORTEST_OUTAGE_MS = 60_000;

/** What a failed attempt says of its webhook beyond that. */
export interface Failure {
  readonly circuitIsOpen: boolean;
  /** It answered 410, and was disabled for it. */
  readonly gone: boolean;
}

/**
 * Remembers since when each webhook fails, and has what follows of it decided: disabled after five
 * days, recovered after an outage. A webhook that works costs a look into a map.
 */
@Injectable()
export class WebhookHealth {
  private readonly logger = new Logger(WebhookHealth.name);
  private readonly failing = new Map<number, FailingWebhook>();

  constructor(
    private readonly table: HealthTable,
    private readonly decisions: WebhookDecisions,
  ) {}

  async load(): Promise<void> {
    for (const webhook of await this.table.load()) this.failing.set(webhook.webhookId, webhook);
  }

  succeeded({ webhookId }: DecidedWebhook, nowMs: number): void {
    const webhook = this.failing.get(webhookId);
    if (!webhook) return;
    this.failing.delete(webhookId);
    const { wasDisabled, circuitOpened, failingSinceMs } = webhook;
    const outage = circuitOpened && nowMs - failingSinceMs >= SHORTEST_OUTAGE_MS;
    this.follow(async () => {
      if (wasDisabled || outage) await this.decisions.recovered(webhook, failingSinceMs);
      await this.table.remove(webhookId);
    });
  }

  failed({ webhookId, accountId }: DecidedWebhook, how: Failure, nowMs: number): void {
    const before = this.failing.get(webhookId);
    const since = before ?? {
      webhookId,
      accountId,
      failingSinceMs: nowMs,
      disableAtMs: nowMs + DISABLE_AFTER_MS,
      circuitOpened: false,
      wasDisabled: false,
    };
    const tooLong = nowMs >= since.disableAtMs;
    const circuitOpened = since.circuitOpened || how.circuitIsOpen;
    const wasDisabled = since.wasDisabled || how.gone || tooLong;
    const isNews =
      tooLong || circuitOpened !== since.circuitOpened || wasDisabled !== since.wasDisabled;
    if (before && !isNews) return;
    const disableAtMs = tooLong ? nowMs + DISABLE_AFTER_MS : since.disableAtMs;
    const webhook = { ...since, disableAtMs, circuitOpened, wasDisabled };
    this.failing.set(webhookId, webhook);
    this.follow(async () => {
      if (tooLong) await this.disable(webhook, since);
      await this.table.save(webhook);
    });
  }

  /** It was enabled again: five days from now, however long it had failed before. */
  enabled(webhookId: number, nowMs: number): void {
    const before = this.failing.get(webhookId);
    if (!before) return;
    const webhook = { ...before, disableAtMs: nowMs + DISABLE_AFTER_MS };
    this.failing.set(webhookId, webhook);
    this.follow(() => this.table.save(webhook));
  }

  deleted(webhookId: number): void {
    if (this.failing.delete(webhookId)) this.follow(() => this.table.remove(webhookId));
  }

  /** Where it fails, the next failure tries again, and not one in five days. */
  private async disable(webhook: FailingWebhook, before: FailingWebhook): Promise<void> {
    try {
      await this.decisions.failedTooLong(webhook, webhook.failingSinceMs);
    } catch (error) {
      this.failing.set(webhook.webhookId, before);
      throw error;
    }
  }

  /** Nobody waits for it: a delivery is not held up by what is remembered of its webhook. */
  private follow(work: () => Promise<void>): void {
    work().catch((error: unknown) => this.logger.error(error));
  }
}
