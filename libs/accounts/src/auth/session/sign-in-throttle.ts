import { Clock } from '@app/event-store';
import { Injectable } from '@nestjs/common';

interface Limit {
  /** Failures in a row that are taken as typing errors. */
  readonly burst: number;
  /** After which one more is. */
  readonly refillMs: number;
}

const MOST_FAILURES_BY_EMAIL = 10;
const BY_EMAIL: Limit = { burst: MOST_FAILURES_BY_EMAIL, refillMs: 60_000 };
/** Behind a proxy it is everybody's. */
const MOST_FAILURES_BY_ADDRESS = 100;
const BY_ADDRESS: Limit = { burst: MOST_FAILURES_BY_ADDRESS, refillMs: 2_000 };

/** Checks of passwords at once: each takes some tenths of a second of a processor, and 32 MiB. */
const MOST_AT_ONCE = 4;
/** Names and addresses remembered; beyond it the oldest are forgotten. */
const MOST_REMEMBERED = 10_000;

/** Keeps passwords from being guessed, by a bucket of failures for each e-mail address and client address. */
@Injectable()
export class SignInThrottle {
  /** By whom: until when their bucket refills, in Unix milliseconds. */
  private readonly fullAtMs = new Map<string, number>();
  private underWay = 0;

  constructor(private readonly clock: Clock) {}

  /** @returns how long to wait first, in milliseconds; 0 where it may be tried */
  waitMs(email: string, address: string): number {
    if (this.underWay >= MOST_AT_ONCE) return 1_000;
    return Math.max(this.wait(`e ${email}`, BY_EMAIL), this.wait(`a ${address}`, BY_ADDRESS));
  }

  /** @param check resolves to whether the password was right */
  async try<Found>(
    email: string,
    address: string,
    check: () => Promise<Found | undefined>,
  ): Promise<Found | undefined> {
    this.underWay += 1;
    try {
      const found = await check();
      if (found === undefined) {
        this.fail(`e ${email}`, BY_EMAIL);
        this.fail(`a ${address}`, BY_ADDRESS);
      } else {
        this.fullAtMs.delete(`e ${email}`);
      }
      return found;
    } finally {
      this.underWay -= 1;
    }
  }

  private wait(key: string, { burst, refillMs }: Limit): number {
    const emptyForMs = (this.fullAtMs.get(key) ?? 0) - this.clock.nowMs();
    return Math.max(0, emptyForMs - (burst - 1) * refillMs);
  }

  private fail(key: string, { refillMs }: Limit): void {
    const fullAtMs = Math.max(this.fullAtMs.get(key) ?? 0, this.clock.nowMs()) + refillMs;
    this.fullAtMs.delete(key);
    if (this.fullAtMs.size === MOST_REMEMBERED) this.forgetOldest();
    this.fullAtMs.set(key, fullAtMs);
  }

  private forgetOldest(): void {
    for (const oldest of this.fullAtMs.keys()) {
      this.fullAtMs.delete(oldest);
      return;
    }
  }
}
