import {
  answered,
  claimNew,
  DELIVERED,
  outcome,
  useHarness,
} from '../../testing/conformance/fixtures';
import { readAttempts } from '../../testing/delivery-rows';
import { openPostgresDeliveryQueue } from '../../testing/postgres-harness';

describe('a completion on PostgreSQL', () => {
  const harness = useHarness(openPostgresDeliveryQueue);

  it('keeps halves of characters, which are no UTF-8, as what stands for them', async () => {
    const [claimed] = await claimNew(harness(), 1);
    const sent = { ...answered, errorMessage: 'cut \uD83D', responseBody: '\uDE00 off' };

    await harness().queue.complete([outcome(claimed!, DELIVERED, sent)]);

    expect(await readAttempts(harness())).toMatchObject([
      { errorMessage: 'cut \uFFFD', responseBody: '\uFFFD off' },
    ]);
  });
});
