import { FirstDelivery } from '../first-attempts/first-delivery';
import { newDelivery } from '../testing/conformance/fixtures';
import { FAILURES_TO_OPEN } from './circuit';
import { MAX_IN_FLIGHT_PER_WEBHOOK } from './lane';
import { type Grant, Lanes } from './lanes';

const NOW_MS = Date.UTC(2026, 0, 1);
const FREE = { disabled: false, rateLimit: null };
const WEBHOOK_ID = 11;
const ACCOUNT_ID = 1;

describe('What is offered to a lane', () => {
  let lanes: Lanes;
  beforeEach(() => {
    lanes = new Lanes();
  });

  const takesOffers = (nowMs = NOW_MS) => lanes.takesOffers(WEBHOOK_ID, ACCOUNT_ID, nowMs);
  const offer = (count: number): FirstDelivery[] => {
    const offered = Array.from({ length: count }, (_, position) => {
      const row = newDelivery(position + 1, { webhookId: WEBHOOK_ID, accountId: ACCOUNT_ID });
      return new FirstDelivery(row, {} as never, { take: () => true, record: async () => true });
    });
    for (const delivery of offered) lanes.offer(delivery, NOW_MS);
    return offered;
  };
  const waitInQueue = (atMs = NOW_MS) => lanes.mayBeDue(WEBHOOK_ID, ACCOUNT_ID, atMs, NOW_MS);
  /** Begins what is granted of what was offered. */
  const begin = (settings = FREE, nowMs = NOW_MS) => {
    const [grant] = lanes.take(1_000, nowMs);
    if (!grant) return [];
    const begun = grant.lane.takeOffered(lanes.permit(grant, settings, nowMs));
    lanes.claimed(grant, begun.length, grant.dueAtMs, nowMs);
    return begun.map((delivery) => ({ delivery, lane: grant.lane }));
  };
  const end = (
    { lane }: Pick<Grant, 'lane'>,
    verdict: 'success' | 'failure',
    atMs = NOW_MS,
  ): void => lanes.ended(lane, verdict, atMs, atMs);

  it('goes at once, as many as a webhook may have, and then as others end', () => {
    const offered = offer(MAX_IN_FLIGHT_PER_WEBHOOK + 2);

    const begun = begin();
    expect(begun.map(({ delivery }) => delivery)).toEqual(
      offered.slice(0, MAX_IN_FLIGHT_PER_WEBHOOK),
    );
    expect(begin()).toEqual([]);
    end(begun[0]!, 'success');
    expect(begin().map(({ delivery }) => delivery)).toEqual([offered[MAX_IN_FLIGHT_PER_WEBHOOK]]);
  });

  it('is under way from then on', () => {
    const [first] = offer(1);
    expect(first!.isUnderWay).toBe(false);

    begin();
    expect(first!.isUnderWay).toBe(true);
  });

  it('goes no more once it is taken back', () => {
    const [first, second] = offer(2);
    lanes.withdraw(first!, NOW_MS);

    expect(begin().map(({ delivery }) => delivery)).toEqual([second]);
  });

  it('leaves a lane that has nothing else with no turn when all of it is taken back', () => {
    for (const delivery of offer(2)) lanes.withdraw(delivery, NOW_MS);

    expect(lanes.take(10, NOW_MS)).toEqual([]);
  });

  it('forgets nothing of what is due in the queue', () => {
    waitInQueue(NOW_MS + 10);
    offer(1);
    begin();

    expect(lanes.take(10, NOW_MS)).toEqual([]);
    expect(lanes.take(10, NOW_MS + 10)).toMatchObject([{ limit: 10 }]);
  });

  describe('is not taken', () => {
    it('behind what is due in the queue, but before what is due later', () => {
      waitInQueue(NOW_MS + 10);
      expect(takesOffers()).toBe(true);

      expect(takesOffers(NOW_MS + 10)).toBe(false);
    });

    it('where the circuit is open', () => {
      offer(FAILURES_TO_OPEN);
      for (const begun of begin()) end(begun, 'failure');

      expect(takesOffers()).toBe(false);
    });

    it('for a webhook that was found disabled, until it may have been enabled', () => {
      const [delivery] = offer(1);
      begin({ disabled: true, rateLimit: null });
      expect(takesOffers()).toBe(false);

      lanes.withdraw(delivery!, NOW_MS);
      waitInQueue(Infinity);
      expect(takesOffers()).toBe(true);
    });

    it('beyond what a webhook may get in a second', () => {
      offer(1);
      begin({ disabled: false, rateLimit: 3 } as never);

      offer(2);
      expect(takesOffers()).toBe(false);
    });

    it('while attempts are under way and none ends', () => {
      offer(2);
      const [first] = begin();
      expect(takesOffers(NOW_MS + 499)).toBe(true);
      expect(takesOffers(NOW_MS + 500)).toBe(false);

      end(first!, 'success', NOW_MS + 300);
      expect(takesOffers(NOW_MS + 301)).toBe(true);
    });
  });
});
