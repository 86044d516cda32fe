import { Injectable } from '@nestjs/common';

/** Tells the time, so that a test can. */
@Injectable()
export class Clock {
  /** Unix milliseconds. */
  nowMs(): number {
    return Date.now();
  }
}
