import {
  type Candidate,
  Clock,
  EventStore,
  Leadership,
  Signals,
  type Statement,
} from '@app/event-store';
import { type WebhookEndpoint, WebhookEndpoints } from '@app/webhooks';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DeliveryQueue } from '../queue/delivery-queue';
import { DUE, RECOVERIES } from '../signals/delivery-signals';
import { logChunk } from './log-chunk';
import type { Progress, Recovery } from './recovery';
import { RecoveryTable } from './recovery-table';
import { isWantedBy } from './replay-filter';
import { MAX_CHUNK, MAX_QUEUED, slotsOf } from './slots';

/** What the next part of a recovery amounts to. */
interface Chunk {
  readonly statements: readonly Statement[];
  readonly progress: Progress;
  readonly isLast: boolean;
}

/**
 * While this process leads, brings the deliveries of all recoveries into the queue: a chunk of each in
 * turn, of a webhook's own one after the other, never much more than is due soon. Those of disabled
 * webhooks rest.
 */
@Injectable()
export class RecoveryWorker
  implements Candidate, OnApplicationBootstrap, BeforeApplicationShutdown
{
  private readonly logger = new Logger(RecoveryWorker.name);
  private running: Promise<void> | undefined;
  private awake = false;
  /** Of the time in which this process leads; undefined while it stands by. */
  private term: AbortController | undefined;
  private stopListening: () => void = () => {};
  private leave: () => Promise<void> = async () => {};
  /** Those that failed since somebody called: they are not tried with each chunk of the others. */
  private readonly failing = new Set<number>();

  constructor(
    private readonly table: RecoveryTable,
    private readonly queue: DeliveryQueue,
    private readonly store: EventStore,
    private readonly endpoints: WebhookEndpoints,
    private readonly leadership: Leadership,
    private readonly signals: Signals,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.stopListening = this.signals.listen(RECOVERIES, () => void this.wake());
    this.leave = this.leadership.join(this);
  }

  lead(): void {
    this.term = new AbortController();
    void this.wake();
  }

  /** Takes no other chunk than that in hand, which counts only where nobody else has brought it. */
  standBy(): void {
    this.term?.abort();
    this.term = undefined;
    this.running = undefined;
  }

  /** Has it look for what is due. Resolves when all of that is in the queue, and never rejects. */
  async wake(): Promise<void> {
    this.failing.clear();
    this.awake = true;
    if (this.term) await (this.running ??= this.run(this.term.signal));
  }

  /** Finishes the chunk in hand and takes no other. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopListening();
    const { running } = this;
    this.standBy();
    await running;
    await this.leave();
  }

  private async run(term: AbortSignal): Promise<void> {
    try {
      while (this.awake && !term.aborted) {
        this.awake = false;
        await this.takeTurns(term);
      }
    } catch (error) {
      this.logger.error(error);
    } finally {
      // In the same turn as the last look at `awake`, so that no wake-up falls in between.
      if (!term.aborted) this.running = undefined;
    }
  }

  private async takeTurns(term: AbortSignal): Promise<void> {
    const recoveries = await this.table.unfinished();
    if (recoveries.length === 0) return;
    const endpoints = await this.endpoints.find(recoveries.map(({ webhookId }) => webhookId));
    for (const recovery of recoveries) {
      if (term.aborted) return;
      if (this.failing.has(recovery.id)) continue;
      try {
        const moved = await this.takeTurn(recovery, endpoints.get(recovery.webhookId));
        if (moved) this.awake = true;
      } catch (error) {
        // Tried again when the schedule wakes it; the others go on.
        this.failing.add(recovery.id);
        this.logger.error({ err: error, recoveryId: recovery.id });
      }
    }
  }

  /** @returns whether there may be more to do at once */
  private async takeTurn(
    recovery: Recovery,
    endpoint: WebhookEndpoint | undefined,
  ): Promise<boolean> {
    // Its webhook was deleted, and nothing is to be brought to anybody any more.
    if (!endpoint)
      return this.commit(recovery, { statements: [], progress: recovery, isLast: true });
    if (endpoint.disabled) return false;
    const slots = slotsOf(recovery, this.clock.nowMs());
    if (slots.length === 0) return false;
    if ((await this.table.queued(recovery.id)) >= MAX_QUEUED) return false;
    const chunk =
      recovery.kind === 'failed'
        ? await this.nextFailed(recovery, slots)
        : await this.nextOfLog(recovery, slots);
    return this.commit(recovery, chunk);
  }

  private async nextOfLog(recovery: Recovery, slots: readonly number[]): Promise<Chunk> {
    const { filter, webhookId, accountId, nextPosition } = recovery;
    const events = await this.store.readAccount(accountId, {
      fromPosition: nextPosition,
      limit: MAX_CHUNK,
    });
    const isWanted = await isWantedBy(filter, webhookId, events, this.table);
    const { deliveries, progress } = logChunk(recovery, events, MAX_CHUNK, slots, isWanted);
    return {
      statements: this.queue.enqueue(deliveries, this.clock.nowMs()),
      progress,
      isLast: progress.nextPosition >= recovery.toPosition,
    };
  }

  private async nextFailed(recovery: Recovery, slots: readonly number[]): Promise<Chunk> {
    const failed = await this.table.nextFailed(recovery, slots.length);
    const isLast = failed.length < slots.length;
    const deliveries = failed.map(({ id }, n) => ({ id, dueAtMs: slots[n]! }));
    return {
      statements: this.queue.putBack(deliveries, recovery.id, this.clock.nowMs()),
      progress: {
        // Not behind the last one: its event may have been delivered more than once.
        nextPosition: isLast ? recovery.toPosition : failed.at(-1)!.eventPosition,
        lastDueAtMs: deliveries.at(-1)?.dueAtMs ?? recovery.lastDueAtMs,
        subscription: null,
      },
      isLast,
    };
  }

  private async commit(
    recovery: Recovery,
    { statements, progress, isLast }: Chunk,
  ): Promise<boolean> {
    const moved = isLast
      ? await this.table.finish(recovery, progress, statements, this.clock.nowMs())
      : await this.table.advance(recovery, progress, statements);
    const { webhookId, accountId } = recovery;
    if (moved) this.signals.tell(DUE, [{ webhookId, accountId }]);
    return moved;
  }
}
