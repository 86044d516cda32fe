/** What the benchmark and its processes tell one another. */
export type Message =
  /** To any process: how much CPU have you used? */
  | { readonly type: 'read-cpu' }
  | { readonly type: 'cpu'; readonly usedMicros: number }
  /** To any process: how much memory do you take? */
  | { readonly type: 'read-memory' }
  | { readonly type: 'memory'; readonly residentBytes: number }
  | { readonly type: 'listening'; readonly port: number }
  /** To the sink: count anew, up to this number; `null` for whatever comes. */
  | { readonly type: 'expect'; readonly requests: number | null }
  | { readonly type: 'expecting' }
  /** To the sink: how many have come since? To the load generator: how many were answered? */
  | { readonly type: 'read-seen' }
  | { readonly type: 'seen'; readonly requests: number }
  | { readonly type: 'first' }
  /** The last of the expected requests has come, so long after the first. */
  | { readonly type: 'complete'; readonly elapsedMs: number }
  /** To the load generator: keep each of the requests under way on a connection of its own. */
  | {
      readonly type: 'load';
      readonly port: number;
      readonly requests: readonly string[];
      readonly until: { readonly requests: number } | { readonly elapsedMs: number };
    }
  /** To the probe: send so many messages; 0 conversations for bare POSTs. */
  | {
      readonly type: 'probe';
      readonly port: number;
      readonly perSecond: number;
      readonly count: number;
      readonly conversations: number;
    }
  /**
   * In milliseconds each: from the request to its answer, from that until it was received, and from
   * the request until then.
   */
  | {
      readonly type: 'probed';
      readonly answeredMs: readonly number[];
      readonly receivedMs: readonly number[];
      readonly receivedSinceSentMs: readonly number[];
    }
  /** From a party that waits to be told to run, and to it. */
  | { readonly type: 'ready' }
  | { readonly type: 'run' }
  | { readonly type: 'loaded'; readonly elapsedMs: number };

export type MessageOf<Type extends Message['type']> = Extract<Message, { type: Type }>;

/** From a process to the benchmark. */
export function tell(message: Message): void {
  process.send?.(message);
}

/** In a process: what to do when the benchmark says so. */
export function when<Type extends Message['type']>(
  type: Type,
  act: (message: MessageOf<Type>) => void,
): void {
  process.on('message', (message: Message) => {
    if (message.type === type) act(message as MessageOf<Type>);
  });
}
