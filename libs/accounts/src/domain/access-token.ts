import { Refusal, type Decider, type StreamRef } from '@app/event-store';

export type AccessTokenEvent = {
  type: 'AccessTokenIssued';
  data: { userId: number; tokenHash: string };
};

export interface AccessTokenCommand {
  readonly type: 'IssueAccessToken';
  readonly userId: number;
  readonly userExists: boolean;
  readonly tokenHash: string;
}

/** A stream a token, named by its hash, so that whose it is takes one look-up by key. */
export interface AccessToken {
  readonly userId: number;
}

export const accessTokenStream = (tokenHash: string): string => `access_token-${tokenHash}`;

export const accessTokenDecider: Decider<AccessTokenCommand, AccessToken, AccessTokenEvent> = {
  stateSchema: 1,
  initialState: { userId: 0 },

  decide({ userId, userExists, tokenHash }, state) {
    if (!userExists) throw Refusal.notFound();
    if (state.userId === userId) return [];
    if (state.userId !== 0) {
      throw Refusal.invalid('access_token', 'Access token has already been taken');
    }
    return [{ type: 'AccessTokenIssued', data: { userId, tokenHash } }];
  },

  evolve(_, { data }) {
    return { userId: data.userId };
  },
};

export const accessTokenRef = (tokenHash: string): StreamRef<AccessToken> => ({
  stream: accessTokenStream(tokenHash),
  decider: accessTokenDecider,
});
