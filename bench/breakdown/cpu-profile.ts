/** A function as V8 names it. */
export interface CallFrame {
  readonly functionName: string;
  /** Empty for what is native. */
  readonly url: string;
}

/** What `--cpu-prof` writes of one thread. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: CallFrame;
    readonly children?: readonly number[];
  }[];
  /** In microseconds of the machine's clock. */
  readonly startTime: number;
  /** Ids of nodes. */
  readonly samples: readonly number[];
  /** In microseconds, from the sample before to this one. */
  readonly timeDeltas: readonly number[];
}

export interface Sample {
  /** From the leaf to the root. */
  readonly stack: readonly CallFrame[];
  readonly micros: number;
}

/** Each sample has the time until the next one, and the last none: its own is not known. */
export function readSamples({ nodes, samples, timeDeltas }: CpuProfile): Sample[] {
  const stackOf = stacks(nodes);
  return samples.map((id, index) => ({
    stack: stackOf(id),
    // V8 may give two samples out of order: what one gets too much, the other has too little.
    micros: timeDeltas[index + 1] ?? 0,
  }));
}

function stacks(nodes: CpuProfile['nodes']): (id: number) => readonly CallFrame[] {
  const parents = new Map<number, number>();
  const frames = new Map<number, CallFrame>();
  for (const { id, callFrame, children = [] } of nodes) {
    frames.set(id, callFrame);
    for (const child of children) parents.set(child, id);
  }
  const known = new Map<number, readonly CallFrame[]>();
  const stackOf = (id: number): readonly CallFrame[] => {
    const stack = known.get(id);
    if (stack) return stack;
    const walked: CallFrame[] = [];
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      walked.push(frames.get(at)!);
    }
    known.set(id, walked);
    return walked;
  };
  return stackOf;
}
