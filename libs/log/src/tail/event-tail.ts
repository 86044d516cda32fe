import { setTimeout as sleep } from 'node:timers/promises';
import { EventStore, type StoredEvent } from '@app/event-store';
import {
  type BeforeApplicationShutdown,
  HttpException,
  HttpStatus,
  Injectable,
} from '@nestjs/common';

/** Each costs a look at the log a second, and a connection. */
export const MAX_TAILS = 100;
const CHUNK = 100;
/** The guarantee behind the hints of the store. */
const POLL_MS = 1_000;

/** Follows the log of an account from a position on, until whoever reads goes away or the server ends. */
@Injectable()
export class EventTail implements BeforeApplicationShutdown {
  private readonly stop = new AbortController();
  private tails = 0;

  constructor(private readonly store: EventStore) {}

  beforeApplicationShutdown(): void {
    this.stop.abort();
  }

  /**
   * Chunks of events in the order of the log, without hole or repetition; empty ones where nothing has
   * happened for a second. The next is read when it is asked for, so that who does not read costs no
   * memory.
   * @throws HttpException 503 beyond {@link MAX_TAILS} at once
   */
  follow(accountId: number, fromPosition: number): AsyncGenerator<readonly StoredEvent[]> {
    if (this.tails >= MAX_TAILS) {
      throw new HttpException(
        `${MAX_TAILS} streams are open already, which is the most there may be`,
        HttpStatus.SERVICE_UNAVAILABLE,
      );
    }
    return this.read(accountId, fromPosition);
  }

  private async *read(
    accountId: number,
    fromPosition: number,
  ): AsyncGenerator<readonly StoredEvent[]> {
    const { signal } = this.stop;
    const wakeUps = new WakeUps();
    const stopListening = this.store.onAppended(() => wakeUps.wake());
    this.tails += 1;
    try {
      let position = fromPosition;
      while (!signal.aborted) {
        const events = await this.store.readAccount(accountId, {
          fromPosition: position,
          limit: CHUNK,
        });
        yield events;
        position = (events.at(-1)?.position ?? position - 1) + 1;
        if (events.length === 0) await wakeUps.next(signal);
      }
    } finally {
      stopListening();
      this.tails -= 1;
    }
  }
}

/** Remembers a wake-up that comes while nobody waits for one. */
class WakeUps {
  private awake = false;
  private resolve: (() => void) | undefined;

  wake(): void {
    this.awake = true;
    this.resolve?.();
  }

  /** Resolves at the next wake-up, or after a second, or when the signal says so. */
  async next(signal: AbortSignal): Promise<void> {
    if (!this.awake) {
      const woken = new Promise<void>((resolve) => {
        this.resolve = resolve;
      });
      await Promise.race([
        woken,
        sleep(POLL_MS, undefined, { signal, ref: false }).catch(() => {}),
      ]);
    }
    this.awake = false;
    this.resolve = undefined;
  }
}
