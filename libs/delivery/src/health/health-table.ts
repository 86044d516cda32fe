/** Of a webhook that has been failing since its last success. */
export interface FailingWebhook {
  readonly webhookId: number;
  readonly accountId: number;
  /** Unix milliseconds. */
  readonly failingSinceMs: number;
  /** When it has failed for so long that it is to be disabled, in unix milliseconds. */
  readonly disableAtMs: number;
  readonly circuitOpened: boolean;
  readonly wasDisabled: boolean;
}

/** The webhooks that are failing; a row is written when something about it changes. */
export abstract class HealthTable {
  abstract load(): Promise<FailingWebhook[]>;
  abstract find(webhookId: number): Promise<FailingWebhook | undefined>;
  /** Where it was put off meanwhile when the webhook is to be disabled, that stays. */
  abstract save(webhook: FailingWebhook): Promise<void>;
  abstract remove(webhookId: number): Promise<void>;
}
