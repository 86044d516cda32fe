import { HooryClient } from '@app/client';
import { ACCESS_TOKEN } from '@app/harness';
import type { Line, Row, RowContext } from '../row';
import { percentile } from '../statistics';
import { inTurns } from '../support/alternate';
import { OddOneOut, type ServerOfAll, WEBHOOKS } from '../support/odd-one-out';
import { sampleText } from '../support/sample-message';

/** Until V8 has compiled what is hot, and the connections stand. */
const WARM_UP_MESSAGES = 50;

/** What one bad endpoint costs the good ones, message by message: how long it takes until the last of them has it. */
export const isolationLatency: Row = {
  name: 'isolation-latency',
  description: `messages one after the other, until ${WEBHOOKS - 1} webhooks have each, while one more answers no request, against the same while that one answers as well`,
  async measure({ workspace, quick, progress }: RowContext) {
    // Of 300, the third slowest would be the p99: as like as not a moment of the machine's.
    const messages = quick ? 100 : 1_000;
    const hanging = await OddOneOut.prepare(workspace, 'hangs');
    const answering = await OddOneOut.prepare(workspace, 'answers');
    const measure = async (party: OddOneOut): Promise<number[]> => {
      const server = await party.startServer();
      const publish = publisher(server);
      for (let number = 0; number < WARM_UP_MESSAGES; number++) await publish(number);
      const tookMs: number[] = [];
      for (let number = 0; number < messages; number++) {
        const startMs = performance.now();
        await publish(number);
        tookMs.push(performance.now() - startMs);
      }
      await server.stop();
      return tookMs;
    };
    const rounds = await inTurns(
      quick ? 1 : 5,
      () => measure(hanging),
      () => measure(answering),
      ({ ours, bare }, number) =>
        progress(
          `round ${number}: p99 ${percentile(ours, 99).toFixed(1)} ms, bare ${percentile(bare, 99).toFixed(1)} ms`,
        ),
    );
    const line = (percent: number): Line => ({
      label: `p${percent}`,
      unit: 'ms',
      rounds: rounds.map(({ ours, bare }) => ({
        ours: { value: percentile(ours, percent) },
        bare: { value: percentile(bare, percent) },
      })),
    });
    return [line(50), { ...line(99), bar: { ratioAtMost: 1.2 } }];
  },
};

/** Publishes a message and waits until all but the odd webhook have it. */
function publisher(server: ServerOfAll): (number: number) => Promise<void> {
  const client = new HooryClient({
    baseUrl: `http://127.0.0.1:${server.port}`,
    accessToken: ACCESS_TOKEN,
    accountId: 1,
  });
  return async (number) => {
    await server.deliver(1, () => client.messages.create(1, { content: sampleText(number) }));
  };
}
