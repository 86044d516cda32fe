import { describeAppend } from './conformance/append';
import { describeCheckpoints } from './conformance/checkpoints';
import { describeConcurrency } from './conformance/concurrency';
import { describeHandle } from './conformance/handle';
import { describeProjections } from './conformance/projections';
import { describeReading } from './conformance/reading';
import { describeSequences } from './conformance/sequences';
import { describeStates } from './conformance/states';
import type { EventStoreHarness } from './event-store-harness';

/**
 * What every driver of the port `EventStore` has to do.
 * @param open makes an empty database, with the schema and nothing else in it
 */
export function describeEventStore(driver: string, open: () => Promise<EventStoreHarness>): void {
  describe(`${driver} event store`, () => {
    describe('append', () => describeAppend(open));
    describe('handle', () => describeHandle(open));
    describe('sequences', () => describeSequences(open));
    describe('states', () => describeStates(open));
    describe('inline projections', () => describeProjections(open));
    describe('reading', () => describeReading(open));
    describe('checkpoints', () => describeCheckpoints(open));
    describe('concurrency', () => describeConcurrency(open));
  });
}
