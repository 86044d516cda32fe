import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { IdempotencyKeys } from './idempotency-keys';

const ONE_HOUR_MS = 60 * 60 * 1_000;

/** Expired keys count for nothing, so it matters only that they do not pile up. */
@Injectable()
export class PurgeSchedule {
  constructor(private readonly keys: IdempotencyKeys) {}

  @Interval(ONE_HOUR_MS)
  purge(): Promise<void> {
    return this.keys.purge();
  }
}
