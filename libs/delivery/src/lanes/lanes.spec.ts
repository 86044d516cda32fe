import { FAILURES_TO_OPEN } from './circuit';
import { type Lane, MAX_IN_FLIGHT_PER_WEBHOOK } from './lane';
import { type Grant, Lanes } from './lanes';

const NOW_MS = Date.UTC(2026, 0, 1);
const FREE = { disabled: false, rateLimit: null };

/** How many deliveries of each webhook. */
function granted(grants: readonly Grant[]): Record<number, number> {
  return Object.fromEntries(grants.map(({ lane, limit }) => [lane.webhookId, limit]));
}

const isFirst = (webhookId: number): boolean => webhookId === 11;

describe('Lanes', () => {
  let lanes: Lanes;
  /** Of the last grant of each webhook. */
  const laneOf = new Map<number, Lane>();
  beforeEach(() => {
    lanes = new Lanes();
  });

  const take = (places: number, nowMs: number): Grant[] => {
    const grants = lanes.take(places, nowMs);
    for (const { lane } of grants) laneOf.set(lane.webhookId, lane);
    return grants;
  };
  /** Webhooks have the numbers of their accounts and a digit: 11 is the first of account 1. */
  const wait = (...webhookIds: number[]): void => {
    for (const id of webhookIds) lanes.mayBeDue(id, Math.floor(id / 10), NOW_MS, NOW_MS);
  };
  /** Claims all that is granted, and there is more where that came from. */
  const takeAll = (places: number, nowMs = NOW_MS): Record<number, number> => {
    const grants = take(places, nowMs);
    for (const grant of grants) {
      lanes.permit(grant, FREE, nowMs);
      lanes.claimed(grant, grant.limit, nowMs, nowMs);
    }
    return granted(grants);
  };
  const end = (
    webhookId: number,
    verdict: 'success' | 'failure' | 'neutral',
    times: number,
    atMs = NOW_MS,
  ): void => {
    const lane = laneOf.get(webhookId)!;
    for (let n = 0; n < times; n++) lanes.ended(lane, verdict, atMs, atMs);
  };

  it('give a single webhook all places up to its cap', () => {
    wait(11);

    expect(takeAll(1_000)).toEqual({ 11: MAX_IN_FLIGHT_PER_WEBHOOK });
    expect(takeAll(1_000)).toEqual({});
    end(11, 'success', 3);
    expect(takeAll(1_000)).toEqual({ 11: 3 });
  });

  it('give each account its share, however many webhooks it has', () => {
    wait(11, 12, 13, 14, 21);

    expect(takeAll(40)).toEqual({ 11: 5, 12: 5, 13: 5, 14: 5, 21: 20 });
  });

  it('give what one cannot use to the others', () => {
    wait(11, 21);
    takeAll(2 * MAX_IN_FLIGHT_PER_WEBHOOK - 10);

    expect(takeAll(100)).toEqual({ 11: 5, 21: 5 });
  });

  it('give everybody a turn before anybody a second, from one claim to the next', () => {
    const ids = [11, 21, 31, 41, 51];
    wait(...ids);
    const turns = new Map(ids.map((id) => [id, 0]));
    for (let round = 0; round < 15; round++) {
      for (const [id, limit] of Object.entries(takeAll(1))) {
        turns.set(Number(id), turns.get(Number(id))! + limit);
      }
    }

    expect([...turns.values()]).toEqual([3, 3, 3, 3, 3]);
  });

  it('rest until something is due', () => {
    lanes.mayBeDue(11, 1, NOW_MS + 5_000, NOW_MS);

    expect(lanes.anyReady).toBe(false);
    expect(lanes.opensAtMs).toBe(NOW_MS + 5_000);
    expect(granted(take(10, NOW_MS + 4_999))).toEqual({});
    expect(granted(take(10, NOW_MS + 5_000))).toEqual({ 11: 10 });
  });

  it('do not lose a wake-up that comes during a claim', () => {
    wait(11);
    const [grant] = take(10, NOW_MS);
    wait(11);
    lanes.claimed(grant!, 0, Infinity, NOW_MS);

    expect(lanes.anyReady).toBe(true);
  });

  it('are forgotten when nothing waits and nothing is under way', () => {
    wait(11);
    const [grant] = take(10, NOW_MS);
    lanes.claimed(grant!, 1, Infinity, NOW_MS);
    end(11, 'success', 1);

    expect(lanes.anyReady).toBe(false);
    expect(lanes.opensAtMs).toBe(Infinity);
    expect(take(10, NOW_MS + 60_000)).toEqual([]);
  });

  describe('of a webhook that fails every attempt', () => {
    beforeEach(() => {
      wait(11);
      takeAll(FAILURES_TO_OPEN);
      end(11, 'failure', FAILURES_TO_OPEN);
    });

    it('close until the time of the probe, and then let one through', () => {
      expect(takeAll(100)).toEqual({});
      expect(lanes.opensAtMs).toBe(NOW_MS + 5_000);
      expect(takeAll(100, NOW_MS + 5_000)).toEqual({ 11: 1 });
      expect(takeAll(100, NOW_MS + 60_000)).toEqual({});
    });

    it('close for longer after a failed probe', () => {
      takeAll(100, NOW_MS + 5_000);
      end(11, 'failure', 1, NOW_MS + 5_000);

      expect(takeAll(100, NOW_MS + 14_999)).toEqual({});
      expect(takeAll(100, NOW_MS + 15_000)).toEqual({ 11: 1 });
    });

    it('let another one through where the probe came to nothing', () => {
      takeAll(100, NOW_MS + 5_000);
      end(11, 'neutral', 1, NOW_MS + 5_000);

      expect(takeAll(100, NOW_MS + 5_000)).toEqual({ 11: 1 });
    });

    it('open step by step after a success, so as not to overwhelm it', () => {
      takeAll(100, NOW_MS + 5_000);
      end(11, 'success', 1, NOW_MS + 5_000);
      const steps: number[] = [];
      for (let step = 0; step < 8; step++) {
        const limit = takeAll(1_000, NOW_MS + 5_000)[11]!;
        end(11, 'success', limit, NOW_MS + 5_000);
        steps.push(limit);
      }

      expect(steps).toEqual([1, 2, 4, 8, 16, 32, 64, 128]);
    });

    it('leave the others as they are', () => {
      wait(12, 21);

      expect(takeAll(20)).toEqual({ 12: 10, 21: 10 });
    });
  });

  it('count failures in a row also where nothing waited in between', () => {
    for (let failures = 0; failures < FAILURES_TO_OPEN; failures++) {
      wait(11);
      const [grant] = take(1, NOW_MS);
      lanes.claimed(grant!, 1, Infinity, NOW_MS);
      end(11, 'failure', 1);
      lanes.sweep(NOW_MS);
    }
    wait(11);

    expect(take(1, NOW_MS)).toEqual([]);
    expect(lanes.opensAtMs).toBe(NOW_MS + 5_000);
  });

  it('are forgotten with their endpoint, however it did', () => {
    wait(11);
    takeAll(FAILURES_TO_OPEN);
    end(11, 'failure', FAILURES_TO_OPEN);
    const [probe] = take(10, NOW_MS + 5_000);
    probe!.lane.forgive();
    lanes.claimed(probe!, 0, Infinity, NOW_MS + 5_000);

    expect(lanes.has(probe!.lane)).toBe(false);
  });

  it('wait for what is under way before they probe', () => {
    wait(11);
    takeAll(10);
    end(11, 'failure', FAILURES_TO_OPEN);

    expect(takeAll(10, NOW_MS + 60_000)).toEqual({});
    end(11, 'failure', 5, NOW_MS);
    expect(takeAll(10, NOW_MS + 60_000)).toEqual({ 11: 1 });
  });

  it('keep the pace of a rate limit', () => {
    wait(11);
    const limits: number[] = [];
    for (let atMs = NOW_MS; atMs < NOW_MS + 1_000; atMs += 50) {
      for (const grant of take(10, atMs)) {
        const limit = lanes.permit(grant, { disabled: false, rateLimit: 10 }, atMs);
        lanes.claimed(grant, limit, atMs, atMs);
        limits.push(limit);
      }
    }

    expect(limits).toEqual(Array.from({ length: 10 }, () => 1));
  });

  it('keep the pace also where nothing waited in between', () => {
    const limited = { disabled: false, rateLimit: 1 };
    wait(11);
    const [first] = take(10, NOW_MS);
    lanes.claimed(first!, lanes.permit(first!, limited, NOW_MS), Infinity, NOW_MS);
    end(11, 'success', 1);
    lanes.sweep(NOW_MS + 100);
    lanes.mayBeDue(11, 1, NOW_MS + 100, NOW_MS + 100);

    expect(take(10, NOW_MS + 100)).toEqual([]);
    expect(granted(take(10, NOW_MS + 1_000))).toEqual({ 11: 1 });
  });

  it('of a disabled webhook rest until something is said of it', () => {
    wait(11);
    const [grant] = take(10, NOW_MS);
    expect(lanes.permit(grant!, { disabled: true, rateLimit: null }, NOW_MS)).toBe(0);
    lanes.claimed(grant!, 0, NOW_MS, NOW_MS);
    expect(takeAll(10, NOW_MS + 60_000)).toEqual({});

    wait(11);

    expect(takeAll(10)).toEqual({ 11: 10 });
  });

  it('of a webhook that was down when they are made begin with one probe, and then step by step', () => {
    lanes = new Lanes((webhookId) => ({ isDown: webhookId === 11, lastPostAtMs: 0 }));
    wait(11, 21);

    expect(takeAll(1_000)).toEqual({ 11: 1, 21: MAX_IN_FLIGHT_PER_WEBHOOK });
    expect(takeAll(100, NOW_MS + 60_000)).toEqual({});
    end(11, 'success', 1);
    expect(takeAll(100)).toEqual({ 11: 1 });
    end(11, 'success', 1);
    expect(takeAll(100)).toEqual({ 11: 2 });
  });

  it('of a webhook with a rate that are taken over begin by that rate', () => {
    lanes = new Lanes(() => ({ isDown: false, lastPostAtMs: NOW_MS }));
    wait(11);
    const limited = { disabled: false, rateLimit: 2 };
    const [grant] = take(10, NOW_MS);

    expect(lanes.permit(grant!, limited, NOW_MS)).toBe(0);
    lanes.claimed(grant!, 0, NOW_MS, NOW_MS);
    expect(takeAll(10, NOW_MS + 400)).toEqual({});
    expect(granted(take(10, NOW_MS + 500))).toEqual({ 11: 1 });
  });

  describe('that are dropped', () => {
    it('are given no turn any more, and leave the others theirs', () => {
      wait(11, 12, 21);
      lanes.mayBeDue(31, 3, NOW_MS + 5, NOW_MS);
      lanes.drop((webhookId) => webhookId !== 12);

      expect(takeAll(30, NOW_MS + 5)).toEqual({ 12: 30 });
    });

    it('stay so when what was under way ends', () => {
      wait(11);
      const [grant] = take(10, NOW_MS);
      lanes.drop(isFirst);
      lanes.claimed(grant!, 10, NOW_MS, NOW_MS);
      end(11, 'success', 10);

      expect(lanes.has(grant!.lane)).toBe(false);
      expect(lanes.anyReady).toBe(false);
    });

    it('have nothing to do with those that are made anew', () => {
      wait(11);
      takeAll(10);
      lanes.drop(isFirst);
      wait(11);
      end(11, 'failure', FAILURES_TO_OPEN);

      expect(takeAll(1_000)).toEqual({ 11: MAX_IN_FLIGHT_PER_WEBHOOK });
    });

    it('are busy until then for as long as anything is claimed', () => {
      wait(11, 21);
      takeAll(2);

      expect(lanes.isBusy(isFirst)).toBe(true);
      end(11, 'success', 1);
      expect(lanes.isBusy(isFirst)).toBe(false);
      expect(lanes.isBusy(() => true)).toBe(true);
    });
  });
});
