import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Outbox } from './outbox';

/** The guarantee behind the wake-ups: whatever a hint missed is found within a second. */
@Injectable()
export class OutboxSchedule {
  constructor(private readonly outbox: Outbox) {}

  /** An interval may overlap itself; a wake-up ends before it could. */
  @Interval(1_000)
  poll(): void {
    this.outbox.wake();
  }
}
