import { deciderSpec } from '@app/event-store/testing';
import { accessTokenDecider, type AccessTokenCommand, type AccessTokenEvent } from './access-token';

const given = deciderSpec(accessTokenDecider);

const issued: AccessTokenEvent = {
  type: 'AccessTokenIssued',
  data: { userId: 1, tokenHash: 'hash' },
};
const issue = (userId: number, userExists = true): AccessTokenCommand => ({
  type: 'IssueAccessToken',
  userId,
  userExists,
  tokenHash: 'hash',
});

describe('an access token', () => {
  it('is issued to a user, and only its hash is stored', () => {
    given([]).when(issue(1)).then([issued]);
  });

  it('is issued to the same user once', () => {
    given([issued]).when(issue(1)).then([]);
  });

  it('is refused to another user', () => {
    given([issued])
      .when(issue(2))
      .thenRefused({
        reason: 'invalid',
        message: 'Access token has already been taken',
        attributes: ['access_token'],
      });
  });

  it.each<[string, AccessTokenEvent[]]>([
    ['one that is new', []],
    ['one that was issued', [issued]],
  ])('is refused to a user who does not exist: %s', (_, events) => {
    given(events)
      .when(issue(1, false))
      .thenRefused({ reason: 'not-found', message: 'Resource could not be found' });
  });
});
