import { randomUUID } from 'node:crypto';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { Pool } from 'pg';
import { Session } from '../postgres/session';
import { LocalSignals } from './local-signals';
import { toNotice, toPayloads } from './notices';
import type { Channel, SignalListener } from './signals';

/** What happens meanwhile is told together: no process tells more often. */
const TELL_EVERY_MS = 20;
const RECONNECT_AFTER_MS = 500;
const ANSWER_WITHIN_MS = 5_000;

/**
 * LISTEN and NOTIFY on a connection of its own, outside of all transactions: those that notify commit
 * one after the other. What could not be told is not told later; who was deaf meanwhile is called to
 * look, and polls find the rest.
 */
export class PostgresSignals extends LocalSignals implements OnApplicationShutdown {
  private readonly id = randomUUID();
  private readonly session: Session;
  /** By channel, each item as JSON; undefined to have others look. */
  private readonly untold = new Map<string, Set<string> | undefined>();
  private timer: NodeJS.Timeout | undefined;
  private telling: Promise<void> | undefined;
  private toldAtMs = -Infinity;
  private reconnect: NodeJS.Timeout | undefined;
  private listening: Promise<void> | undefined;
  private stopped = false;

  constructor(pool: Pool) {
    super();
    this.session = new Session(pool, {
      name: 'signals',
      answerWithinMs: ANSWER_WITHIN_MS,
      notified: (payload) => this.notified(payload),
      lost: () => this.lost(),
    });
  }

  override get reliable(): boolean {
    return false;
  }

  override tell<Item>(channel: Channel<Item>, items?: readonly Item[]): void {
    super.tell(channel, items);
    this.remember(channel.name, items);
    this.tellSoon();
  }

  override listen<Item>(channel: Channel<Item>, listener: SignalListener<Item>): () => void {
    void this.connect();
    return super.listen(channel, listener);
  }

  /** Resolves once what others tell is heard; where it cannot be yet, it is tried again. */
  connect(): Promise<void> {
    return (this.listening ??= this.startListening());
  }

  /** Tells what is still to be told. */
  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    clearTimeout(this.reconnect);
    await this.telling;
    await this.tellOthers();
    await this.session.close();
  }

  private remember(channel: string, items: readonly unknown[] | undefined): void {
    const untold = this.untold.has(channel) ? this.untold.get(channel) : new Set<string>();
    for (const item of items ?? []) untold?.add(JSON.stringify(item));
    this.untold.set(channel, items && untold);
  }

  private tellSoon(): void {
    if (this.stopped || this.timer || this.telling || this.untold.size === 0) return;
    const waitMs = this.toldAtMs + TELL_EVERY_MS - performance.now();
    this.timer = setTimeout(
      () => {
        this.timer = undefined;
        this.telling = this.tellOthers().finally(() => {
          this.telling = undefined;
          this.tellSoon();
        });
      },
      Math.max(0, waitMs),
    );
  }

  private async tellOthers(): Promise<void> {
    this.toldAtMs = performance.now();
    const payloads = [...this.untold].flatMap(([channel, items]) =>
      toPayloads(this.id, channel, items),
    );
    this.untold.clear();
    try {
      for (const payload of payloads) {
        await this.session.query("SELECT pg_notify('hoory', ?)", payload);
      }
    } catch {
      // The others find out by their polls.
    }
  }

  private notified(payload: string): void {
    const { from, channel, items } = toNotice(payload);
    if (from !== this.id) this.hear(channel, items);
  }

  private async startListening(): Promise<void> {
    try {
      await this.session.query('LISTEN hoory');
      this.hearAnything();
    } catch {
      // `lost` has it tried again.
    }
  }

  private lost(): void {
    if (this.stopped || !this.listening) return;
    clearTimeout(this.reconnect);
    this.reconnect = setTimeout(() => {
      this.listening = this.startListening();
    }, RECONNECT_AFTER_MS);
  }
}
