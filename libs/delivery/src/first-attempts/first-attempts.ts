import type { Outcome } from '../queue/delivery-queue';
import type { FirstDelivery } from './first-delivery';

/**
 * `here`, at once or right behind others that are; `later`, behind what is in the queue or when the
 * webhook works again; or `elsewhere`, where only the queue tells of it.
 */
export type Place = 'here' | 'later' | 'elsewhere';

/** Who makes first attempts before their deliveries are rows. */
export abstract class FirstAttempts {
  /** Where the next delivery to a webhook would be attempted. */
  abstract accepts(webhookId: number, accountId: number): Place;

  /** To be called for what it accepts here. */
  abstract offer(delivery: FirstDelivery): void;

  /** Takes up what was offered. */
  abstract proceed(): void;

  /** Takes back one that is not under way. */
  abstract withdraw(delivery: FirstDelivery): void;

  /** Whether attempts for a webhook end, so that what waits behind them has hope. */
  abstract isMoving(webhookId: number): boolean;

  /** These are on record together with their deliveries. */
  abstract recorded(outcomes: readonly Outcome[]): void;
}
