import { Clock } from '@app/event-store';
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { AttemptRecords } from './attempt-records';
import { AttemptRetention } from './attempt-retention';

const ONE_HOUR_MS = 60 * 60 * 1_000;

/** So that no purge holds anybody up, however much is old. */
export const ATTEMPTS_PER_PURGE = 500;

/** Deletes attempts that are older than they are kept, a few at a time. */
@Injectable()
export class PurgeAttemptsSchedule implements BeforeApplicationShutdown {
  private purging: Promise<void> | undefined;
  private stopped = false;

  constructor(
    private readonly records: AttemptRecords,
    private readonly retention: AttemptRetention,
    private readonly clock: Clock,
  ) {}

  /** Of one that takes longer than the hour there is one. */
  @Interval(ONE_HOUR_MS)
  purge(): Promise<void> {
    this.purging ??= this.purgeAll().finally(() => (this.purging = undefined));
    return this.purging;
  }

  /** What is left of a purge is for the next. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.purging;
  }

  private async purgeAll(): Promise<void> {
    const beforeMs = this.retention.beginsAtMs(this.clock.nowMs());
    let afterId: number | null = 0;
    while (afterId !== null && !this.stopped) {
      afterId = await this.records.purge(beforeMs, ATTEMPTS_PER_PURGE, afterId);
    }
  }
}
