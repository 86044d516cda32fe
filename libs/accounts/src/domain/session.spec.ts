import { deciderSpec } from '@app/event-store/testing';
import { sessionDecider, type SessionEvent } from './session';

const given = deciderSpec(sessionDecider);

const start = { userId: 1, expiresAtMs: 1_000, passwordKey: 'key' };
const started: SessionEvent = { type: 'SessionStarted', data: start };
const ended: SessionEvent = { type: 'SessionEnded', data: { userId: 1 } };

describe('a session', () => {
  it('is started for a user, with a password and for a time', () => {
    given([])
      .when({ type: 'StartSession', ...start })
      .then([started]);
  });

  it('is started once', () => {
    given([started])
      .when({ type: 'StartSession', ...start })
      .thenRefused('Session has already been started');
  });

  it('ends', () => {
    given([started]).when({ type: 'EndSession' }).then([ended]);
  });

  it.each<[string, SessionEvent[]]>([
    ['that never was', []],
    ['that has ended', [started, ended]],
  ])('does not end %s', (_, events) => {
    given(events).when({ type: 'EndSession' }).then([]);
  });
});
