import type { StateCache } from '../../state-cache';
import type { EventLog } from '../event-log';
import { asUniqueViolation } from '../unique-violation';
import { BatchFacts, type Memory } from './batch-facts';
import { decideBatch, type DecidedBatch } from './decide-batch';
import { isRefusal, isVersionTaken, ProjectionBug } from './failures';
import type { Write } from './write';
import { lockHead, writeBatch } from './write-batch';

/** Sequences are few, but for those an account has of its own. */
const MAX_SEQUENCES_REMEMBERED = 10_000;

/** Commits writes in their order, several in a transaction, and answers each. */
export class BatchCommitter {
  constructor(
    private readonly log: EventLog,
    private readonly memory: Memory,
    /** Told of every commit that has appended. */
    private readonly committed: () => void,
  ) {}

  /** Never throws: whatever happens, every write is answered. */
  async commitAll(writes: readonly Write[], assumesNew = true): Promise<void> {
    let left = writes;
    while (left.length > 0) left = await this.commit(left, assumesNew);
  }

  /** @returns those that have to wait for what was committed */
  private async commit(writes: readonly Write[], assumesNew: boolean): Promise<readonly Write[]> {
    let batch: DecidedBatch | undefined;
    let guilty: number | undefined;
    try {
      const facts = new BatchFacts(this.log.upcasters, this.memory);
      batch = await this.prepare(facts, writes, assumesNew);
      if (batch.hasEvents) {
        batch = await this.append(facts, batch, assumesNew, (index) => (guilty ??= index));
      }
    } catch (error) {
      const failed = batch?.outcomes.map(({ write }) => write) ?? writes;
      const waiting = batch?.waiting ?? [];
      if (error instanceof ProjectionBug) guilty = error.index;
      await this.settleFailure(failed, error, guilty, assumesNew);
      return waiting;
    }
    this.remember(batch);
    for (const { write, decided, error } of batch.outcomes) {
      if (decided) write.resolve(decided.answer());
      else write.reject(error);
    }
    // In a turn of its own: nothing that a listener throws gets in the way of what waits.
    if (batch.hasEvents) queueMicrotask(this.committed);
    return batch.waiting;
  }

  /**
   * Decides on what is in memory, and reads what is not. What memory says holds if it holds under the
   * lock; where there is nothing to write, no lock is taken, and it is read again.
   */
  private async prepare(
    facts: BatchFacts,
    writes: readonly Write[],
    assumesNew: boolean,
  ): Promise<DecidedBatch> {
    const { connection } = this.log;
    for (;;) {
      const batch = decideBatch(this.log, facts, writes, { assumesNew, pastMissing: true });
      if (facts.hasMissing) {
        await connection.together((queries) => facts.readMissing(queries));
      } else if (batch.hasEvents || !facts.hasUnread) {
        return batch;
      } else if (!(await connection.together((queries) => facts.refresh(queries)))) {
        return batch;
      }
    }
  }

  /**
   * Locks the log and reads again all that was decided on, in one round trip; writes and commits in
   * another. What another process has changed meanwhile is decided anew, under the lock.
   */
  private async append(
    facts: BatchFacts,
    prepared: DecidedBatch,
    assumesNew: boolean,
    failed: (index: number) => void,
  ): Promise<DecidedBatch> {
    return this.log.connection.transaction(async (tx) => {
      const [head, hasChanged] = await Promise.all([lockHead(tx), facts.refresh(tx)]);
      const batch = hasChanged ? this.decideAgain(facts, prepared, assumesNew) : prepared;
      if (batch.hasEvents) writeBatch(this.log, tx, head, facts, batch, failed);
      return batch;
    });
  }

  private decideAgain(
    facts: BatchFacts,
    { outcomes, waiting }: DecidedBatch,
    assumesNew: boolean,
  ): DecidedBatch {
    const writes = outcomes.map(({ write }) => write);
    const batch = decideBatch(this.log, facts, writes, { assumesNew, pastMissing: false });
    return { ...batch, waiting: [...batch.waiting, ...waiting] };
  }

  /** Has the others committed without the one at fault; one by one where nobody knows which that is. */
  private async settleFailure(
    writes: readonly Write[],
    error: unknown,
    guilty: number | undefined,
    assumesNew: boolean,
  ): Promise<void> {
    if (!isRefusal(error)) {
      // Whether the commit has happened may be unknown: nothing of it is tried again.
      for (const write of writes) write.reject(error);
    } else if (isVersionTaken(error) && assumesNew) {
      await this.commitAll(writes, false);
    } else if (writes.length === 1) {
      writes[0]!.reject(error instanceof ProjectionBug ? error.cause : asUniqueViolation(error));
    } else if (guilty === undefined) {
      for (const write of writes) await this.commitAll([write], assumesNew);
    } else {
      await this.commitAll(writes.slice(0, guilty), assumesNew);
      await this.commitAll([writes[guilty]!], assumesNew);
      await this.commitAll(writes.slice(guilty + 1), assumesNew);
    }
  }

  private remember({ draft }: DecidedBatch): void {
    const { states, sequences } = this.memory;
    for (const [stream, state] of draft.streams) rememberState(states, stream, state);
    if (sequences.size > MAX_SEQUENCES_REMEMBERED) sequences.clear();
    for (const [name, value] of draft.sequences) sequences.set(name, value);
  }
}

function rememberState(
  states: StateCache,
  stream: string,
  state: Parameters<StateCache['remember']>[1],
): void {
  if (Number.isNaN(state.stateSchema)) states.forget(stream);
  else states.remember(stream, state);
}
