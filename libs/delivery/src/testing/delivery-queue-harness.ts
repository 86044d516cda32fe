import type { EventStoreHarness } from '@app/event-store/testing';
import type { DeliveryQueue } from '../queue/delivery-queue';

/** A database of its own for one test, with the queue on it beside the store. */
export interface DeliveryQueueHarness extends EventStoreHarness {
  /** Another one after {@link reopen}. */
  readonly queue: DeliveryQueue;
}
