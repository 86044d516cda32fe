import { Logger } from '@nestjs/common';
import type { Pool } from 'pg';
import { Session } from '../postgres/session';
import { type Candidate, Leadership } from './leadership';

/** Any number that no other lock of the database has. */
const LOCK = 7_104_000_002;

/** How long it takes until somebody else leads, at the most, is the sum of the three. */
export interface LeadershipTimes {
  /** Between two signs of life, and between two tries of those that stand by. */
  readonly beatMs: number;
  /** A leader that gets no answer to a sign of life by then leads no more. */
  readonly answerWithinMs: number;
  /** Of a leader that gives none the server takes the lock. */
  readonly silentForMs: number;
}

const TIMES: LeadershipTimes = { beatMs: 1_000, answerWithinMs: 1_500, silentForMs: 3_000 };

/**
 * Whoever has the advisory lock leads. It is of a session of its own that the server ends where no sign
 * of life comes, so that a process which is frozen or cut off loses it too.
 */
export class PostgresLeadership extends Leadership {
  private readonly logger = new Logger(PostgresLeadership.name);
  private readonly candidates = new Set<Candidate>();
  private readonly session: Session;
  private running: Promise<void> | undefined;
  private stopWaiting = (): void => {};
  private leading = false;
  private said: string | undefined;

  constructor(
    pool: Pool,
    private readonly times = TIMES,
  ) {
    super();
    this.session = new Session(pool, {
      name: 'leadership',
      answerWithinMs: times.answerWithinMs,
      endsWhenIdleForMs: times.silentForMs,
      lost: () => this.lose(),
    });
  }

  get leads(): boolean {
    return this.leading;
  }

  join(candidate: Candidate): () => Promise<void> {
    this.candidates.add(candidate);
    if (this.leading) candidate.lead();
    this.running ??= this.run();
    return () => this.leave(candidate);
  }

  private async leave(candidate: Candidate): Promise<void> {
    this.candidates.delete(candidate);
    if (this.candidates.size > 0) return;
    this.stopWaiting();
    await this.running;
    this.running = undefined;
    this.leading = false;
    await this.session.close();
  }

  private async run(): Promise<void> {
    while (this.candidates.size > 0) {
      try {
        await this.beat();
      } catch (error) {
        this.say('Cannot reach the database to ask who reads the log', error);
      }
      if (this.candidates.size > 0) await this.wait();
    }
  }

  private async beat(): Promise<void> {
    if (this.leading) {
      await this.session.query('SELECT 1');
      return;
    }
    const [row] = await this.session.query<{ locked: boolean }>(
      'SELECT pg_try_advisory_lock(?) AS locked',
      LOCK,
    );
    if (!row!.locked) {
      this.say('Stands by');
      return;
    }
    this.leading = true;
    this.say('Reads the log now');
    for (const candidate of this.candidates) candidate.lead();
  }

  private lose(): void {
    if (!this.leading) return;
    this.leading = false;
    this.say('Has lost its connection, and no longer reads the log');
    for (const candidate of this.candidates) candidate.standBy();
  }

  private wait(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.times.beatMs);
      this.stopWaiting = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Once, and not with each beat. */
  private say(message: string, error?: unknown): void {
    if (this.said === message) return;
    this.said = message;
    if (error) this.logger.warn(message, error);
    else this.logger.log(message);
  }
}
