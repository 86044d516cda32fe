import { FirstAttempts, type Place } from '../first-attempts/first-attempts';

/** Leaves everything to the queue. */
export class NoFirstAttempts extends FirstAttempts {
  accepts(): Place {
    return 'later';
  }

  offer(): void {}

  proceed(): void {}

  withdraw(): void {}

  isMoving(): boolean {
    return false;
  }

  recorded(): void {}
}
