import { describeAppend } from './conformance/append';
import { describeCheckpoints } from './conformance/checkpoints';
import { describeConcurrency } from './conformance/concurrency';
import { describeHandle } from './conformance/handle';
import { describeIdempotency } from './conformance/idempotency';
import { describeIdempotencyKeys } from './conformance/idempotency-keys';
import { describeLookUps } from './conformance/look-ups';
import { describeProjections } from './conformance/projections';
import { describeReading } from './conformance/reading';
import { describeRebuild } from './conformance/rebuild';
import { describeSequences } from './conformance/sequences';
import { describeStates } from './conformance/states';
import { describeUpcasting } from './conformance/upcasting';
import type { EventStoreHarness } from './event-store-harness';

/**
 * What every driver of the ports `EventStore` and `IdempotencyKeys` has to do.
 * @param open makes an empty database, with the schema and nothing else in it
 */
export function describeEventStore(driver: string, open: () => Promise<EventStoreHarness>): void {
  describe(`${driver} event store`, () => {
    describe('append', () => describeAppend(open));
    describe('handle', () => describeHandle(open));
    describe('look-ups of a command', () => describeLookUps(open));
    describe('a repeated command', () => describeIdempotency(open));
    describe('idempotency keys', () => describeIdempotencyKeys(open));
    describe('sequences', () => describeSequences(open));
    describe('states', () => describeStates(open));
    describe('inline projections', () => describeProjections(open));
    describe('a rebuild', () => describeRebuild(open));
    describe('reading', () => describeReading(open));
    describe('upcasting', () => describeUpcasting(open));
    describe('checkpoints', () => describeCheckpoints(open));
    describe('concurrency', () => describeConcurrency(open));
  });
}
