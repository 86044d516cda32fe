/** What a stream amounts to at a version. */
export interface StreamState {
  version: number;
  state: unknown;
  stateSchema: number;
  /** Of the snapshot that is stored; undefined where there is none of this schema. */
  snapshotVersion?: number | undefined;
  /** Of the state's JSON, as it was last read or written. */
  length?: number | undefined;
  /** Asked for since it was remembered or passed over. */
  used?: boolean;
}

export interface CacheLimits {
  readonly maxStreams: number;
  /** Of their states together, in characters of JSON. */
  readonly maxLength: number;
}

/** A conversation's state has about 2,000 characters; strangers can make a contact's 64 times that. */
export const CACHE_LIMITS: CacheLimits = { maxStreams: 5_000, maxLength: 32 * 1024 * 1024 };

/**
 * The states of the streams in use. What has been in memory the longest goes first, but for what was
 * asked for meanwhile: that is passed over once. A command asks for half a dozen states, and to put
 * each in its place by its last use would cost a Map two changes every time.
 */
export class StateCache {
  /** In the order they are looked at to make room: a Map keeps the order of insertion. */
  private readonly states = new Map<string, StreamState>();
  private length = 0;

  constructor(private readonly limits: CacheLimits = CACHE_LIMITS) {}

  get(stream: string): StreamState | undefined {
    const state = this.states.get(stream);
    if (state) state.used = true;
    return state;
  }

  remember(stream: string, state: StreamState): void {
    this.forget(stream);
    this.states.set(stream, state);
    this.length += state.length ?? 0;
    this.evict(stream);
  }

  /** Takes note of how long the JSON of a state is, be it one of those remembered or not. */
  measure(stream: string, state: StreamState, length: number): void {
    if (this.states.get(stream) === state) this.length += length - (state.length ?? 0);
    state.length = length;
    this.evict();
  }

  forget(stream: string): void {
    this.length -= this.states.get(stream)?.length ?? 0;
    this.states.delete(stream);
  }

  clear(): void {
    this.states.clear();
    this.length = 0;
  }

  /** @param newest which is not the one to go where there is another */
  private evict(newest?: string): void {
    const { maxStreams, maxLength } = this.limits;
    while (this.states.size > maxStreams || this.length > maxLength) {
      const [stream, state] = this.states.entries().next().value!;
      if (state.used || (stream === newest && this.states.size > 1)) {
        state.used = false;
        this.states.delete(stream);
        this.states.set(stream, state);
      } else {
        this.forget(stream);
      }
    }
  }
}
