import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Dispatcher } from '../dispatcher/dispatcher';
import { Outbox } from './outbox';

/** The guarantee behind the wake-ups: whatever a hint missed is found all the same. */
@Injectable()
export class OutboxSchedule {
  private readonly logger = new Logger(OutboxSchedule.name);

  constructor(
    private readonly outbox: Outbox,
    private readonly dispatcher: Dispatcher,
  ) {}

  /** An interval may overlap itself; a wake-up ends before it could. */
  @Interval(1_000)
  poll(): void {
    this.outbox.wake();
    this.dispatcher.poll().catch((error: unknown) => this.logger.error(error));
  }
}
