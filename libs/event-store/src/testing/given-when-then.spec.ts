import type { Decider } from '../decider';
import { Refusal } from '../refusal';
import { deciderSpec } from './given-when-then';

type DoorEvent = { type: 'Opened'; data: { by: string } } | { type: 'Closed'; data: object };

const opened: DoorEvent = { type: 'Opened', data: { by: 'Ada' } };
const closed: DoorEvent = { type: 'Closed', data: {} };

const door: Decider<'close' | 'break', { open: boolean }, DoorEvent> = {
  stateSchema: 1,
  initialState: { open: false },
  decide(command, { open }) {
    if (command === 'break') throw new TypeError('A bug');
    if (!open) throw Refusal.invalid('door', 'Not open');
    return [closed];
  },
  evolve: (_state, event) => ({ open: event.type === 'Opened' }),
};

const given = deciderSpec(door);

describe('deciderSpec', () => {
  it('passes where the decider does what the sentence says', () => {
    expect(() => {
      given([opened]).when('close').then([closed]);
      given([opened, closed]).when('close').thenRefused('Not open');
      given([])
        .when('close')
        .thenRefused({ reason: 'invalid', attributes: ['door'] });
    }).not.toThrow();
  });

  it('fails where other events were decided', () => {
    expect(() => given([opened]).when('close').then([opened])).toThrow('toEqual');
    expect(() => given([opened]).when('close').then([])).toThrow('toEqual');
  });

  it('fails where a command was accepted that should have been refused, and the reverse', () => {
    expect(() => given([opened]).when('close').thenRefused('Not open')).toThrow('toThrow');
    expect(() => given([]).when('close').then([closed])).toThrow('Not open');
  });

  it('fails where the refusal differs', () => {
    expect(() => given([]).when('close').thenRefused('Not')).toThrow('toThrow');
    expect(() => given([]).when('close').thenRefused({ reason: 'conflict' })).toThrow('toThrow');
  });

  it('does not take a bug for a refusal', () => {
    expect(() => given([]).when('break').thenRefused('A bug')).toThrow('toThrow');
  });
});
