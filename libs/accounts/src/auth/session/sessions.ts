import { Clock, EventStore, type CommandMetadata } from '@app/event-store';
import { Injectable } from '@nestjs/common';
import {
  type SessionCommand,
  sessionDecider,
  sessionRef,
  sessionStream,
} from '../../domain/session';
import { Passwords } from '../../read-model/passwords';
import { hashAccessToken, makeAccessToken } from '../access-token';

export const SESSION_LIFETIME_MS = 14 * 24 * 60 * 60 * 1_000;

export interface SessionOptions {
  /** Whether browsers reach the server over HTTPS. */
  readonly secureCookie: boolean;
}

export const SESSION_OPTIONS = Symbol('session options');

/** Who is signed in by which browser. Of the browser's token, only the hash is kept. */
@Injectable()
export class Sessions {
  constructor(
    private readonly store: EventStore,
    private readonly passwords: Passwords,
    private readonly clock: Clock,
  ) {}

  /** @returns the token for the browser's cookie */
  async start(userId: number, passwordHash: string, metadata: CommandMetadata): Promise<string> {
    const token = makeAccessToken();
    await this.store.handle(sessionDecider, {
      stream: sessionStream(hashAccessToken(token)),
      metadata,
      command: (): SessionCommand => ({
        type: 'StartSession',
        userId,
        expiresAtMs: this.clock.nowMs() + SESSION_LIFETIME_MS,
        passwordKey: keyOf(passwordHash),
      }),
    });
    return token;
  }

  /** @returns whose it is; undefined where it has ended, or their password is another by now */
  async userIdOf(token: string): Promise<number | undefined> {
    const session = await this.store.readState(sessionRef(hashAccessToken(token)));
    if (!session || session.ended || session.expiresAtMs <= this.clock.nowMs()) return undefined;
    const { passwordHash } = (await this.passwords.byUser(session.userId)) ?? {};
    return passwordHash && keyOf(passwordHash) === session.passwordKey ? session.userId : undefined;
  }

  async end(token: string, metadata: CommandMetadata): Promise<void> {
    await this.store.handle(sessionDecider, {
      stream: sessionStream(hashAccessToken(token)),
      metadata,
      command: (): SessionCommand => ({ type: 'EndSession' }),
    });
  }
}

/** Tells passwords apart; of 64 bits of a hash of a salted hash, nothing follows. */
function keyOf(passwordHash: string): string {
  return hashAccessToken(passwordHash).slice(0, 16);
}
