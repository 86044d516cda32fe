import { Clock } from '@app/event-store';
import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { HOUR_MS } from './attempt-counts';
import { AttemptCountTable } from './attempt-count-table';

/** How long attempts are counted by the hour. */
const KEPT_MS = 7 * 24 * 60 * 60 * 1_000;

/** What is old is asked for no more, so it matters only that it does not pile up. */
@Injectable()
export class PurgeCountsSchedule {
  constructor(
    private readonly table: AttemptCountTable,
    private readonly clock: Clock,
  ) {}

  @Interval(HOUR_MS)
  purge(): Promise<void> {
    return this.table.purge(this.clock.nowMs() - KEPT_MS);
  }
}
