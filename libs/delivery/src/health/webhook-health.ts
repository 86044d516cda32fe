import { Injectable, Logger } from '@nestjs/common';
import { WebhookDecisions, type DecidedWebhook } from '../decisions/webhook-decisions';
import { shardOf } from '../queue/shards';
import type { HealthChange } from '../signals/delivery-signals';
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
 * Remembers since when each webhook fails of those whose deliveries are made here, and has what follows
 * of it decided: disabled after five days, recovered after an outage. A webhook that works costs a look
 * into a map.
 */
@Injectable()
export class WebhookHealth {
  private readonly logger = new Logger(WebhookHealth.name);
  private readonly failing = new Map<number, FailingWebhook>();

  constructor(
    private readonly table: HealthTable,
    private readonly decisions: WebhookDecisions,
  ) {}

  /** @param shards which are made here from now on; all of them unless it says otherwise */
  async load(shards?: readonly number[]): Promise<void> {
    for (const webhook of await this.table.load()) {
      if (shards?.includes(shardOf(webhook.webhookId)) === false) continue;
      this.failing.set(webhook.webhookId, webhook);
    }
  }

  /** The webhooks of these shards are somebody else's from now on. */
  forget(shards: readonly number[]): void {
    for (const webhookId of this.failing.keys()) {
      if (shards.includes(shardOf(webhookId))) this.failing.delete(webhookId);
    }
  }

  /** Its circuit has opened, and nothing has succeeded since. */
  isDown(webhookId: number): boolean {
    return this.failing.get(webhookId)?.circuitOpened ?? false;
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
      if (!tooLong || (await this.disable(webhook, since, nowMs))) await this.table.save(webhook);
    });
  }

  /** What the table says already. A webhook that was enabled may fail for five days from then on. */
  changed({ webhookId, change }: HealthChange): void {
    if (!this.failing.has(webhookId)) return;
    if (change === 'deleted') this.failing.delete(webhookId);
    else this.follow(async () => this.adopt(await this.table.find(webhookId)));
  }

  /** Anything may have changed. */
  reload(): void {
    if (this.failing.size === 0) return;
    this.follow(async () => (await this.table.load()).forEach((webhook) => this.adopt(webhook)));
  }

  /** Of what may have been put off by somebody else. */
  private adopt(stored: FailingWebhook | undefined): void {
    const webhook = stored && this.failing.get(stored.webhookId);
    if (!webhook || stored.disableAtMs <= webhook.disableAtMs) return;
    this.failing.set(stored.webhookId, { ...webhook, disableAtMs: stored.disableAtMs });
  }

  /**
   * Where it fails, the next failure tries again, and not one in five days.
   * @returns whether it was to be disabled, as the table has it: who has missed a hint must not disable
   * what was enabled just now
   */
  private async disable(
    webhook: FailingWebhook,
    before: FailingWebhook,
    nowMs: number,
  ): Promise<boolean> {
    try {
      const stored = await this.table.find(webhook.webhookId);
      if (stored && stored.disableAtMs > nowMs) {
        this.failing.set(webhook.webhookId, { ...before, disableAtMs: stored.disableAtMs });
        return false;
      }
      await this.decisions.failedTooLong(webhook, webhook.failingSinceMs);
      return true;
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
