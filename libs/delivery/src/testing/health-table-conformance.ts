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
  readonly table: HealthTable;
  /** As after a restart. */
  reopen(): Promise<void>;
  close(): Promise<void>;
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
      expect(await harness.table.load()).toEqual([]);
    });

    it('keeps what is known of a webhook, also over a restart', async () => {
      await harness.table.save(FAILING);
      await harness.reopen();

      expect(await harness.table.load()).toEqual([FAILING]);
    });

    it('keeps the latest of each webhook', async () => {
      const other = { ...FAILING, webhookId: 8, circuitOpened: true };
      await harness.table.save(FAILING);
      await harness.table.save(other);
      await harness.table.save({ ...FAILING, disableAtMs: 5, circuitOpened: true });

      expect(await harness.table.load()).toEqual([
        { ...FAILING, disableAtMs: 5, circuitOpened: true },
        other,
      ]);
    });

    it('forgets a webhook, and no other', async () => {
      await harness.table.save(FAILING);
      await harness.table.save({ ...FAILING, webhookId: 8 });
      await harness.table.remove(7);
      await harness.table.remove(9);

      expect(await harness.table.load()).toMatchObject([{ webhookId: 8 }]);
    });
  });
}
