import type { SendRequest, SignedSendResult } from '../sender';

/** What the thread is started with. */
export interface ThreadData {
  readonly egressAllow: readonly string[];
  readonly egressAllowPorts: readonly number[];
  readonly maxConnectionsPerOrigin: number;
}

export interface Ask {
  /** The place of the request among those under way; free again with its answer. */
  readonly slot: number;
  readonly request: SendRequest;
}

export type Answer =
  | { readonly slot: number; readonly result: SignedSendResult }
  | { readonly slot: number; readonly error: Error };

export type ToThread = readonly Ask[] | 'abort-all' | 'close';

export type FromThread = 'ready' | readonly Answer[] | 'closed';
