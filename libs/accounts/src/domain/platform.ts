import type { Decider, StreamRef } from '@app/event-store';

export type PlatformEvent = { type: 'PlatformTokenSet'; data: { tokenHash: string } };

export interface PlatformCommand {
  readonly type: 'SetPlatformToken';
  readonly tokenHash: string;
}

/** Who makes accounts and users of this installation: whoever has its one token. */
export interface Platform {
  readonly tokenHash: string;
}

export const PLATFORM_STREAM = 'platform-1';

export const platformDecider: Decider<PlatformCommand, Platform, PlatformEvent> = {
  stateSchema: 1,
  initialState: { tokenHash: '' },

  decide({ tokenHash }, state) {
    return tokenHash === state.tokenHash ? [] : [{ type: 'PlatformTokenSet', data: { tokenHash } }];
  },

  evolve(_, { data }) {
    return { tokenHash: data.tokenHash };
  },
};

export const platformRef: StreamRef<Platform> = {
  stream: PLATFORM_STREAM,
  decider: platformDecider,
};
