import type { Checkpoint } from '../event-store';
import type { BatchInHand } from './batch-in-hand';

/** What a consumer has read and not committed yet, the oldest first. */
export class Hand {
  private readonly batches: { readonly batch: BatchInHand; readonly checkpoint: Checkpoint }[] = [];
  private weight = 0;
  /** Those who wait until it is lighter. */
  private waiting: (() => void)[] = [];
  /** How far the log is read. */
  readTo: Checkpoint;
  /** Under way while there is something to commit. */
  committing: Promise<void> | undefined;

  /** @param committedTo how far the log is committed */
  constructor(public committedTo: Checkpoint) {
    this.readTo = committedTo;
  }

  take(batch: BatchInHand, checkpoint: Checkpoint): void {
    this.batches.push({ batch, checkpoint });
    this.weight += batch.weight;
    this.readTo = checkpoint;
  }

  next(): BatchInHand | undefined {
    return this.batches[0]?.batch;
  }

  /** Those that can be committed, where the next one can: none overtakes what was read before it. */
  settled(): { readonly batches: readonly BatchInHand[]; readonly checkpoint: Checkpoint } {
    const open = this.batches.findIndex(({ batch }) => !batch.isSettled);
    const settled = this.batches.slice(0, open === -1 ? undefined : open);
    return { batches: settled.map(({ batch }) => batch), checkpoint: settled.at(-1)!.checkpoint };
  }

  committed(batches: readonly BatchInHand[], checkpoint: Checkpoint): void {
    this.batches.splice(0, batches.length);
    for (const { weight } of batches) this.weight -= weight;
    this.committedTo = checkpoint;
    this.lighter();
  }

  hasten(): void {
    for (const { batch } of this.batches) batch.hasten();
  }

  /** @returns how many batches it dropped */
  drop(): number {
    const dropped = this.batches.splice(0);
    for (const { batch } of dropped) batch.dropped();
    this.weight = 0;
    this.lighter();
    return dropped.length;
  }

  /** Resolves when it weighs less than that. */
  async below(weight: number): Promise<void> {
    while (this.weight >= weight) {
      for (const { batch } of this.batches) batch.needRoom();
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  private lighter(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
