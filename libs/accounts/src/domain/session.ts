import { Refusal, type Decider, type StreamRef } from '@app/event-store';

export type SessionEvent =
  | { type: 'SessionStarted'; data: SessionStarted }
  | { type: 'SessionEnded'; data: { userId: number } };

interface SessionStarted {
  readonly userId: number;
  /** Unix milliseconds. */
  readonly expiresAtMs: number;
  /** Of the password that it was started with: another one ends it. */
  readonly passwordKey: string;
}

export type SessionCommand =
  ({ readonly type: 'StartSession' } & SessionStarted) | { readonly type: 'EndSession' };

/** A browser that somebody has signed in by. */
export interface Session extends SessionStarted {
  readonly ended: boolean;
}

/** A stream a session, named by the hash of its token, so that whose it is takes one look-up by key. */
export const sessionStream = (tokenHash: string): string => `session-${tokenHash}`;

export const sessionDecider: Decider<SessionCommand, Session, SessionEvent> = {
  stateSchema: 1,
  initialState: { userId: 0, expiresAtMs: 0, passwordKey: '', ended: false },

  decide(command, state) {
    switch (command.type) {
      case 'StartSession': {
        if (state.userId !== 0) throw new Refusal('conflict', 'Session has already been started');
        const { userId, expiresAtMs, passwordKey } = command;
        return [{ type: 'SessionStarted', data: { userId, expiresAtMs, passwordKey } }];
      }
      case 'EndSession':
        if (state.userId === 0 || state.ended) return [];
        return [{ type: 'SessionEnded', data: { userId: state.userId } }];
    }
  },

  evolve(state, event) {
    switch (event.type) {
      case 'SessionStarted':
        return { ...event.data, ended: false };
      case 'SessionEnded':
        return { ...state, ended: true };
    }
  },
};

export const sessionRef = (tokenHash: string): StreamRef<Session> => ({
  stream: sessionStream(tokenHash),
  decider: sessionDecider,
});
