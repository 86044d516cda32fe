import type { Statement } from '@app/event-store';
import { putOffDisabling } from '../health/health-statements';
import type { FailingWebhook, HealthTable } from '../health/health-table';

const FAILING: FailingWebhook = {
  webhookId: 7,
  accountId: 3,
  failingSinceMs: 1_767_225_600_000,
  disableAtMs: 1_767_657_600_000,
  circuitOpened: false,
  wasDisabled: true,
};

/** A table on a database of its own. */
export interface HealthTableHarness {
  readonly healthTable: HealthTable;
  /** As the outbox does. */
  readonly commit: (statements: readonly Statement[]) => Promise<void>;
  /** As after a restart. */
  readonly reopen: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * What every driver of the port `HealthTable` has to do.
 * @param open makes an empty one
 */
export function describeHealthTable(driver: string, open: () => Promise<HealthTableHarness>): void {
  describe(`${driver} health table`, () => {
    let harness: HealthTableHarness;
    beforeEach(async () => {
      harness = await open();
    });
    afterEach(() => harness.close());

    it('knows of no webhook that fails at first', async () => {
      expect(await harness.healthTable.load()).toEqual([]);
    });

    it('keeps what is known of a webhook, also over a restart', async () => {
      await harness.healthTable.save(FAILING);
      await harness.reopen();

      expect(await harness.healthTable.load()).toEqual([FAILING]);
    });

    it('keeps the latest of each webhook', async () => {
      const other = { ...FAILING, webhookId: 8, circuitOpened: true };
      await harness.healthTable.save(FAILING);
      await harness.healthTable.save(other);
      const later = FAILING.disableAtMs + 5;
      await harness.healthTable.save({ ...FAILING, disableAtMs: later, circuitOpened: true });

      expect(await harness.healthTable.load()).toEqual([
        { ...FAILING, disableAtMs: later, circuitOpened: true },
        other,
      ]);
    });

    it('finds a webhook that fails, and none that works', async () => {
      await harness.healthTable.save(FAILING);

      expect(await harness.healthTable.find(7)).toEqual(FAILING);
      expect(await harness.healthTable.find(8)).toBeUndefined();
    });

    it('keeps that disabling was put off by somebody else meanwhile', async () => {
      const { disableAtMs } = FAILING;
      await harness.healthTable.save(FAILING);
      await harness.commit([putOffDisabling(7, disableAtMs + 5), putOffDisabling(8, 1)]);
      await harness.healthTable.save({ ...FAILING, circuitOpened: true });

      expect(await harness.healthTable.load()).toEqual([
        { ...FAILING, disableAtMs: disableAtMs + 5, circuitOpened: true },
      ]);
    });

    it('forgets a webhook, and no other', async () => {
      await harness.healthTable.save(FAILING);
      await harness.healthTable.save({ ...FAILING, webhookId: 8 });
      await harness.healthTable.remove(7);
      await harness.healthTable.remove(9);

      expect(await harness.healthTable.load()).toMatchObject([{ webhookId: 8 }]);
    });
  });
}
