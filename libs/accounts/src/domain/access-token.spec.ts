import { deciderSpec } from '@app/event-store/testing';
import { accessTokenDecider, type AccessTokenCommand, type AccessTokenEvent } from './access-token';

const given = deciderSpec(accessTokenDecider);

const issued: AccessTokenEvent = {
  type: 'AccessTokenIssued',
  data: { userId: 1, tokenHash: 'hash', name: 'CRM export', lastCharacters: '9xZ_' },
};
const issuedBeforeNames: AccessTokenEvent = {
  type: 'AccessTokenIssued',
  data: { userId: 1, tokenHash: 'hash' },
};
const revoked: AccessTokenEvent = {
  type: 'AccessTokenRevoked',
  data: { userId: 1, tokenHash: 'hash' },
};
const issue = (userId: number, userExists = true): AccessTokenCommand => ({
  type: 'IssueAccessToken',
  userId,
  userExists,
  tokenHash: 'hash',
  name: 'CRM export',
  lastCharacters: '9xZ_',
});
const revoke = (userId: number): AccessTokenCommand => ({ type: 'RevokeAccessToken', userId });

describe('an access token', () => {
  it('is issued to a user, and only its hash and its last characters are stored', () => {
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
    ['one that was revoked', [issued, revoked]],
  ])('is refused to a user who does not exist: %s', (_, events) => {
    given(events)
      .when(issue(1, false))
      .thenRefused({ reason: 'not-found', message: 'Resource could not be found' });
  });

  it.each([
    ['one with a name', issued],
    ['one of before they had names', issuedBeforeNames],
  ])('is revoked by its user: %s', (_, event) => {
    given([event]).when(revoke(1)).then([revoked]);
  });

  it.each<[string, AccessTokenEvent[], number]>([
    ['one that was never issued', [], 1],
    ["another user's", [issued], 2],
    ['one that was revoked', [issued, revoked], 1],
  ])('is not there to be revoked: %s', (_, events, userId) => {
    given(events)
      .when(revoke(userId))
      .thenRefused({ reason: 'not-found', message: 'Resource could not be found' });
  });

  it.each([
    ['whose it was', 1],
    ['another', 2],
  ])('that was revoked is not issued again, to the user %s', (_, userId) => {
    given([issued, revoked])
      .when(issue(userId))
      .thenRefused({
        reason: 'invalid',
        message: 'Access token has been revoked',
        attributes: ['access_token'],
      });
  });
});
