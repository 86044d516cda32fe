import { setTimeout as sleep } from 'node:timers/promises';
import { Clock } from '@app/event-store';
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { AttemptRecords } from './attempt-records';
import { AttemptRetention } from './attempt-retention';

const ONE_HOUR_MS = 60 * 60 * 1_000;

/** So that no purge holds anybody up, however much is old: few at a time … */
export const ATTEMPTS_PER_PIECE = 500;
/** … and between two pieces all others have their turn. */
const PAUSE_MS = 50;

/** Deletes attempts that are older than they are kept. */
@Injectable()
export class PurgeAttemptsSchedule implements BeforeApplicationShutdown {
  private purging: Promise<void> | undefined;
  private readonly stopping = new AbortController();

  constructor(
    private readonly records: AttemptRecords,
    private readonly retention: AttemptRetention,
    private readonly clock: Clock,
  ) {}

  /** Begins none while one goes on, which may take longer than the interval. */
  @Interval(ONE_HOUR_MS)
  purge(): Promise<void> {
    this.purging ??= this.purgeAll().finally(() => (this.purging = undefined));
    return this.purging;
  }

  /** What is left of a purge is for the next. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.purging;
  }

  private async purgeAll(): Promise<void> {
    const { signal } = this.stopping;
    const beforeMs = this.retention.beginsAtMs(this.clock.nowMs());
    let afterId: number | null = 0;
    while (!signal.aborted) {
      afterId = await this.records.purge(beforeMs, ATTEMPTS_PER_PIECE, afterId);
      if (afterId === null) return;
      await sleep(PAUSE_MS, undefined, { signal }).catch(() => {});
    }
  }
}
