import { Channel } from '@app/event-store';

/** A webhook for which something may be due, or whose settings have changed. */
export interface Awakened {
  readonly webhookId: number;
  readonly accountId: number;
}

/** For whoever dispatches to these webhooks. */
export const DUE = new Channel<Awakened>('due');

/** A recovery was begun or changed: for whoever brings recoveries into the queue. */
export const RECOVERIES = new Channel<never>('recoveries');

/** What has become of a webhook that may have been failing. */
export interface HealthChange {
  readonly webhookId: number;
  readonly change: 'enabled' | 'deleted';
}

/** For whoever remembers how webhooks are; the table says it already. */
export const HEALTH = new Channel<HealthChange>('health');
