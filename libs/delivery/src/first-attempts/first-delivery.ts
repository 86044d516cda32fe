import type { StoredEvent } from '@app/event-store';
import type { ClaimedDelivery, NewDelivery, Outcome } from '../queue/delivery-queue';

/** What takes a first delivery's outcome until it is on record itself. */
export interface FirstDeliveryHolder {
  /** @returns whether the outcome will be written with the delivery; else that is on record already */
  take(outcome: Outcome): boolean;
  /** Resolves when it is on record: whether it is, or its event will be read again. */
  record(): Promise<boolean>;
}

/**
 * A live delivery whose first attempt is made before it is a row: where that ends soon, both are
 * written at once (docs/decisions/0025). As a claimed delivery it has no id until then.
 */
export class FirstDelivery implements ClaimedDelivery {
  id = 0;
  isUnderWay = false;
  readonly eventPosition: number;
  readonly eventId: string;
  readonly event: NewDelivery['event'];
  readonly accountId: number;
  readonly webhookId: number;
  readonly replayId: number;
  readonly format: NewDelivery['format'];
  readonly conversationId: number | null;
  readonly ordered = false;
  readonly attempt = 1;
  readonly failures = 0;
  readonly resends = 0;

  constructor(
    readonly row: NewDelivery,
    private source: StoredEvent | undefined,
    private readonly holder: FirstDeliveryHolder,
  ) {
    this.eventPosition = row.eventPosition;
    this.eventId = row.eventId;
    this.event = row.event;
    this.accountId = row.accountId;
    this.webhookId = row.webhookId;
    this.replayId = row.replayId;
    this.format = row.format;
    this.conversationId = row.conversationId;
  }

  /** The event itself, once: large, and of no use when its body is rendered. */
  takeSource(): StoredEvent {
    const source = this.source!;
    this.source = undefined;
    return source;
  }

  /** @returns whether what became of the attempt will be written together with the delivery */
  handOver(outcome: Outcome): boolean {
    return this.id === 0 && this.holder.take(outcome);
  }

  /** Has it become a row soon. Resolves to whether it is one; if not, its event is read again. */
  async record(): Promise<boolean> {
    return this.id > 0 || this.holder.record();
  }
}
