import { Injectable } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { Outbox } from './outbox';

/** The guarantee behind the wake-ups: whatever a hint missed is found within a second. */
@Injectable()
export class OutboxSchedule {
  constructor(private readonly outbox: Outbox) {}

  @Cron(CronExpression.EVERY_SECOND, { waitForCompletion: true })
  poll(): void {
    this.outbox.wake();
  }
}
