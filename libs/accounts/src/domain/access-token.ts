import { Refusal, type Decider, type StreamRef } from '@app/event-store';

export interface IssuedAccessToken {
  readonly userId: number;
  readonly tokenHash: string;
  /** What its user calls it. Events of before tokens had names lack both. */
  readonly name?: string | null;
  /** For its user to tell it by. */
  readonly lastCharacters?: string;
}

export type AccessTokenEvent =
  | { type: 'AccessTokenIssued'; data: IssuedAccessToken }
  | { type: 'AccessTokenRevoked'; data: { userId: number; tokenHash: string } };

export type AccessTokenCommand =
  | (Required<IssuedAccessToken> & {
      readonly type: 'IssueAccessToken';
      readonly userExists: boolean;
    })
  | { readonly type: 'RevokeAccessToken'; readonly userId: number };

/** A stream a token, named by its hash, so that whose it is takes one look-up by key. */
export interface AccessToken {
  readonly userId: number;
  readonly tokenHash: string;
  /** For good: what was given away does not become good again. */
  readonly revoked: boolean;
}

export const accessTokenStream = (tokenHash: string): string => `access_token-${tokenHash}`;

export const accessTokenDecider: Decider<AccessTokenCommand, AccessToken, AccessTokenEvent> = {
  stateSchema: 2,
  initialState: { userId: 0, tokenHash: '', revoked: false },

  decide(command, state) {
    switch (command.type) {
      case 'IssueAccessToken': {
        const { userId, userExists, tokenHash, name, lastCharacters } = command;
        if (!userExists) throw Refusal.notFound();
        if (state.revoked) {
          throw Refusal.invalid('access_token', 'Access token has been revoked');
        }
        if (state.userId === userId) return [];
        if (state.userId !== 0) {
          throw Refusal.invalid('access_token', 'Access token has already been taken');
        }
        return [{ type: 'AccessTokenIssued', data: { userId, tokenHash, name, lastCharacters } }];
      }
      case 'RevokeAccessToken': {
        const { userId, tokenHash, revoked } = state;
        if (revoked || userId !== command.userId) throw Refusal.notFound();
        return [{ type: 'AccessTokenRevoked', data: { userId, tokenHash } }];
      }
    }
  },

  evolve(state, event) {
    switch (event.type) {
      case 'AccessTokenIssued': {
        const { userId, tokenHash } = event.data;
        return { userId, tokenHash, revoked: false };
      }
      case 'AccessTokenRevoked':
        return { ...state, revoked: true };
    }
  },
};

export const accessTokenRef = (tokenHash: string): StreamRef<AccessToken> => ({
  stream: accessTokenStream(tokenHash),
  decider: accessTokenDecider,
});
