import { describeClaim } from './conformance/claim';
import { describeClaimsThatEnd } from './conformance/claims-that-end';
import { describeComplete } from './conformance/complete';
import { describeEnqueue } from './conformance/enqueue';
import { describeEnqueueAttempted } from './conformance/enqueue-attempted';
import { describeGiveUp } from './conformance/give-up';
import { describePutBack } from './conformance/put-back';
import { describeResend } from './conformance/resend';
import { describeTurns } from './conformance/turns';
import { describeWaitingLanes } from './conformance/waiting-lanes';
import type { DeliveryQueueHarness } from './delivery-queue-harness';

/**
 * What every driver of the port `DeliveryQueue` has to do.
 * @param open makes an empty database, with the schema of the log and of the queue
 */
export function describeDeliveryQueue(
  driver: string,
  open: () => Promise<DeliveryQueueHarness>,
): void {
  describe(`${driver} delivery queue`, () => {
    describe('enqueue', () => describeEnqueue(open));
    describe('what is enqueued after its first attempt', () => describeEnqueueAttempted(open));
    describe('claim', () => describeClaim(open));
    describe('complete', () => describeComplete(open));
    describe('a claim that has ended', () => describeClaimsThatEnd(open));
    describe('the turns of a conversation', () => describeTurns(open));
    describe('what is put back', () => describePutBack(open));
    describe('what is given up', () => describeGiveUp(open));
    describe('resend', () => describeResend(open));
    describe('the lanes for which something waits', () => describeWaitingLanes(open));
  });
}
