import { deciderSpec } from '@app/event-store/testing';
import { platformDecider, type PlatformCommand, type PlatformEvent } from './platform';

const given = deciderSpec(platformDecider);

const set = (tokenHash: string): PlatformEvent => ({
  type: 'PlatformTokenSet',
  data: { tokenHash },
});
const command = (tokenHash: string): PlatformCommand => ({ type: 'SetPlatformToken', tokenHash });

describe('the platform', () => {
  it('has a token, of which the log has the hash', () => {
    given([])
      .when(command('one'))
      .then([set('one')]);
  });

  it('has nothing change where its token is set again', () => {
    given([set('one')])
      .when(command('one'))
      .then([]);
  });

  it('has another token in place of the one before', () => {
    given([set('one')])
      .when(command('other'))
      .then([set('other')]);
    expect(platformDecider.evolve({ tokenHash: 'one' }, set('other'))).toEqual({
      tokenHash: 'other',
    });
  });

  it('may go back to a token it had', () => {
    given([set('one'), set('other')])
      .when(command('one'))
      .then([set('one')]);
  });
});
