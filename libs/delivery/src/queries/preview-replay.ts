import { setImmediate as nextTurn } from 'node:timers/promises';
import { EventStore, type StoredEvent } from '@app/event-store';
import { renderPayload } from '@app/payloads';
import { SubscriptionsAt } from '@app/webhooks';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type LogRange, resolveRange } from '../commands/start-replay';
import type { NewDelivery } from '../queue/delivery-queue';
import { logChunk } from '../recoveries/log-chunk';
import type { Recovery, ReplayFilter } from '../recoveries/recovery';
import { RecoveryTable } from '../recoveries/recovery-table';
import { isWantedBy } from '../recoveries/replay-filter';
import { wantedAt } from '../recoveries/wanted-at';
import { findOwnWebhook } from './find-own-webhook';

const CHUNK = 500;
const MAX_BODIES = 10;

/** What a replay would send. */
export interface ReplayPreview {
  readonly fromPosition: number;
  readonly toPosition: number;
  readonly matched: number;
  /** Of the first ten, as they would be sent. */
  readonly bodies: readonly string[];
}

/** Reads all of a range as a replay would, and sends nothing. */
export class PreviewReplay extends Query<ReplayPreview> {
  constructor(
    readonly accountId: number,
    readonly webhookId: number,
    readonly range: LogRange,
    readonly filter: ReplayFilter,
  ) {
    super();
  }
}

@QueryHandler(PreviewReplay)
export class PreviewReplayHandler implements IQueryHandler<PreviewReplay> {
  constructor(
    private readonly store: EventStore,
    private readonly table: RecoveryTable,
    private readonly subscriptions: SubscriptionsAt,
  ) {}

  async execute(query: PreviewReplay): Promise<ReplayPreview> {
    const { accountId, webhookId, range, filter } = query;
    const webhook = await findOwnWebhook(this.store, accountId, webhookId);
    const { fromPosition, toPosition } = await resolveRange(this.store, range);
    const subscription = await wantedAt(this.store, this.subscriptions, webhook, fromPosition);
    let replay = asReplay(query, fromPosition, toPosition, subscription);
    let matched = 0;
    const bodies: string[] = [];
    while (replay.nextPosition < toPosition) {
      const events = await this.store.readAccount(accountId, {
        fromPosition: replay.nextPosition,
        limit: CHUNK,
      });
      const isWanted = await isWantedBy(filter, webhookId, events, this.table);
      const { deliveries, progress } = logChunk(replay, events, CHUNK, NOW_FOR_ALL, isWanted);
      matched += deliveries.length;
      bodies.push(...render(deliveries.slice(0, MAX_BODIES - bodies.length), events));
      replay = Object.assign({}, replay, progress);
      // A long range is not to keep the event loop from everybody else.
      await nextTurn();
    }
    return { fromPosition, toPosition, matched, bodies };
  }
}

/** Nothing is sent, so that everything may be due at once. */
const NOW_FOR_ALL: readonly number[] = Array.from({ length: CHUNK }, () => 0);

function asReplay(
  { accountId, webhookId, filter }: PreviewReplay,
  fromPosition: number,
  toPosition: number,
  subscription: Recovery['subscription'],
): Recovery {
  return {
    id: 0,
    accountId,
    webhookId,
    kind: 'replay',
    sinceMs: null,
    total: null,
    fromPosition,
    nextPosition: fromPosition,
    toPosition,
    ratePerSecond: null,
    lastDueAtMs: 0,
    subscription,
    filter,
    paused: false,
    createdAtMs: 0,
    finishedAtMs: null,
    cancelled: false,
  };
}

function render(deliveries: readonly NewDelivery[], events: readonly StoredEvent[]): string[] {
  const byPosition = new Map(events.map((event) => [event.position, event]));
  return deliveries.map(({ eventPosition, format }) =>
    renderPayload(format, byPosition.get(eventPosition)!),
  );
}
