import { Clock, EventStore, type Statement } from '@app/event-store';
import { type WebhookEndpoint, WebhookEndpoints } from '@app/webhooks';
import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Dispatcher } from '../dispatcher/dispatcher';
import { DeliveryQueue } from '../queue/delivery-queue';
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
 * Brings the deliveries of all recoveries into the queue: a chunk of each in turn, of a webhook's own
 * one after the other, never much more than is due soon. Those of disabled webhooks rest.
 */
@Injectable()
export class RecoveryWorker implements BeforeApplicationShutdown {
  private readonly logger = new Logger(RecoveryWorker.name);
  private running: Promise<void> | undefined;
  private awake = false;
  private stopped = false;
  /** Those that failed since somebody called: they are not tried with each chunk of the others. */
  private readonly failing = new Set<number>();

  constructor(
    private readonly table: RecoveryTable,
    private readonly queue: DeliveryQueue,
    private readonly store: EventStore,
    private readonly endpoints: WebhookEndpoints,
    private readonly dispatcher: Dispatcher,
    private readonly clock: Clock,
  ) {}

  /** Has it look for what is due. Resolves when all of that is in the queue, and never rejects. */
  async wake(): Promise<void> {
    this.failing.clear();
    this.awake = true;
    if (!this.stopped) await (this.running ??= this.run());
  }

  /** Finishes the chunk in hand and takes no other. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private async run(): Promise<void> {
    try {
      while (this.awake && !this.stopped) {
        this.awake = false;
        await this.takeTurns();
      }
    } catch (error) {
      this.logger.error(error);
    } finally {
      // In the same turn as the last look at `awake`, so that no wake-up falls in between.
      this.running = undefined;
    }
  }

  private async takeTurns(): Promise<void> {
    const recoveries = await this.table.unfinished();
    if (recoveries.length === 0) return;
    const endpoints = await this.endpoints.find(recoveries.map(({ webhookId }) => webhookId));
    for (const recovery of recoveries) {
      if (this.stopped) return;
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
    if (moved) this.dispatcher.wake([{ webhookId, accountId }]);
    return moved;
  }
}
