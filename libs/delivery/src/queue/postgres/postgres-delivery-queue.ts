import type { PostgresConnection, Statement } from '@app/event-store';
import {
  DeliveryQueue,
  type ClaimedDelivery,
  type ClaimedLane,
  type FinishedDelivery,
  type LaneClaim,
  type NewDelivery,
  type Outcome,
  type Resend,
  type WaitingLane,
} from '../delivery-queue';
import { ALL_SHARDS } from '../shards';
import { claim } from './claim';
import { complete } from './complete';
import { enqueue, enqueueClaimed } from './enqueue';
import { enqueueEnded } from './enqueue-ended';
import { idsOf } from './ids-of';
import { giveUp } from './give-up';
import { lockTurns } from './lock-turns';
import { putBack } from './put-back';
import { resend } from './resend';
import { readWaitingLanes, releaseClaims } from './waiting-lanes';

export class PostgresDeliveryQueue extends DeliveryQueue {
  constructor(private readonly connection: PostgresConnection) {
    super();
  }

  lockTurns(webhookIds: readonly number[]): readonly Statement[] {
    return lockTurns(webhookIds);
  }

  enqueue(deliveries: readonly NewDelivery[], nowMs: number): readonly Statement[] {
    return enqueue(deliveries, nowMs);
  }

  enqueueClaimed(
    deliveries: readonly ClaimedDelivery[],
    nowMs: number,
    untilMs: number,
  ): readonly Statement[] {
    return enqueueClaimed(deliveries, nowMs, untilMs);
  }

  enqueueEnded(outcomes: readonly Outcome[], nowMs: number): readonly Statement[] {
    return enqueueEnded(outcomes, nowMs);
  }

  async idsOf(deliveries: readonly ClaimedDelivery[]): Promise<readonly number[]> {
    return idsOf(this.connection, deliveries);
  }

  putBack(
    deliveries: readonly FinishedDelivery[],
    recoveryId: number,
    nowMs: number,
  ): readonly Statement[] {
    return deliveries.length === 0 ? [] : putBack(deliveries, recoveryId, nowMs);
  }

  giveUp(webhookId: number, beforePosition: number, nowMs: number): readonly Statement[] {
    return giveUp(webhookId, beforePosition, nowMs);
  }

  resend(webhookId: number, deliveryId: number, nowMs: number): Promise<Resend> {
    return resend(this.connection, webhookId, deliveryId, nowMs);
  }

  claim(lanes: readonly LaneClaim[], nowMs: number, leaseMs: number): Promise<ClaimedLane[]> {
    return claim(this.connection, lanes, nowMs, leaseMs);
  }

  complete(outcomes: readonly Outcome[]): Promise<void> {
    return complete(this.connection, outcomes);
  }

  releaseClaims(nowMs: number, shards = ALL_SHARDS): Promise<number> {
    return releaseClaims(this.connection, nowMs, shards);
  }

  waitingLanes(shards = ALL_SHARDS): Promise<WaitingLane[]> {
    return readWaitingLanes(this.connection, shards);
  }
}
