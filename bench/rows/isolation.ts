import { setTimeout as sleep } from 'node:timers/promises';
import { describeRound } from '../report';
import type { Measurement, Round, Row, RowContext } from '../row';
import { rateOf, total } from '../statistics';
import { inTurns } from '../support/alternate';
import { IngestLoad } from '../support/ingest-load';
import { OddOneOut, type ServerOfAll, WEBHOOKS } from '../support/odd-one-out';

/** Clients at once. */
const CONCURRENCY = 64;
/** Until V8 has compiled what is hot, and the connections stand. */
const WARM_UP_MESSAGES = 500;
const BURST_MESSAGES = 100;
/** What is still to be recorded of a burst must not take the other party's time. */
const REST_MS = 50;

/**
 * What one bad endpoint costs the good ones. The machine changes its pace by the second, and each process has its
 * own for as long as it lives: so servers that are warm take turns by short bursts, and give way to new ones
 * before the requests that hang time out.
 */
export const isolation: Row = {
  name: 'isolation',
  description: `bursts of ${BURST_MESSAGES} messages by REST to ${WEBHOOKS - 1} webhooks while one more answers no request, against the same while that one answers as well`,
  async measure({ workspace, quick, progress }: RowContext) {
    const [servers, roundsEach, bursts, warmUp] = quick
      ? [1, 1, 2, BURST_MESSAGES]
      : [5, 3, 8, WARM_UP_MESSAGES];
    progress(`making ${WEBHOOKS} webhooks for each party`);
    const hanging = await OddOneOut.prepare(workspace, 'hangs');
    const answering = await OddOneOut.prepare(workspace, 'answers');
    const load = await IngestLoad.start(workspace, 1, CONCURRENCY);
    const rounds: Round[] = [];
    for (let pair = 0; pair < servers; pair++) {
      const ours = await hanging.startServer();
      const bare = await answering.startServer();
      for (const server of [ours, bare]) await send(load, server, warmUp);
      for (let number = 0; number < roundsEach; number++) {
        const measured = await inTurns(
          bursts,
          () => send(load, ours, BURST_MESSAGES),
          () => send(load, bare, BURST_MESSAGES),
          () => {},
        );
        const round = {
          ours: rateOf(total(measured.map((burst) => burst.ours))),
          bare: rateOf(total(measured.map((burst) => burst.bare))),
        };
        rounds.push(round);
        progress(
          `round ${rounds.length} of ${servers * roundsEach}: ${describeRound(round, '/s')}`,
        );
      }
      for (const server of [ours, bare]) await server.stop();
    }
    return [{ unit: '/s', rounds, bar: { ratioAtLeast: 0.95 } }];
  },
};

async function send(load: IngestLoad, server: ServerOfAll, messages: number): Promise<Measurement> {
  const cpuBefore = await server.process.cpuMicros();
  const elapsedMs = await server.deliver(messages, () =>
    load.measure({ process: server.process, ports: [server.port] }, messages),
  );
  await sleep(REST_MS);
  const cpuMicros = (await server.process.cpuMicros()) - cpuBefore;
  return { operations: messages * (WEBHOOKS - 1), elapsedMs, cpuMicros };
}
