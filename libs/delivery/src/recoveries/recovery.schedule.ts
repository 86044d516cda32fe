import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { RecoveryWorker } from './recovery-worker';

/** Begins what was made elsewhere, and brings the next of what is under way before the last is due. */
@Injectable()
export class RecoverySchedule {
  constructor(private readonly worker: RecoveryWorker) {}

  /** An interval may overlap itself; the worker is one all the same. */
  @Interval(1_000)
  poll(): Promise<void> {
    return this.worker.wake();
  }
}
