import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { EgressGuard } from './egress-guard';
import { HttpSender } from './http-sender';
import { until } from './testing/endpoint';
import { BEHAVIOURS, HostileReceiver } from './testing/hostile';

const WARM_UP_ROUNDS = 200;
const ROUNDS = 1_000;
/** Each round has others of them beside each other. */
const POSTS_A_ROUND = 10;
/** So that short deadlines do not add up. */
const PARALLEL_ROUNDS = 16;
const SHORT_TIMEOUT_MS = 100;
const LONG_TIMEOUT_MS = 20_000;

/**
 * Where nothing leaks it is less than 1 MiB either way; 300 bytes an exchange would be more than
 * this.
 */
const MAX_HEAP_GROWTH_BYTES = 2 * 1024 * 1024;

const BODY = Buffer.from('{"event":"message_created"}');

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

describe(`${ROUNDS} rounds of POSTs to hostile receivers`, () => {
  const sender = new HttpSender({
    guard: new EgressGuard(['127.0.0.0/8']),
    maxConnectionsPerOrigin: PARALLEL_ROUNDS,
  });
  let receivers: HostileReceiver[];
  let tcpBefore: number;

  const open = (): number => receivers.reduce((sum, receiver) => sum + receiver.open, 0);

  /** What ended otherwise than it should. */
  const playRounds = async (count: number): Promise<string[]> => {
    const wrong: string[] = [];
    const postOnce = async ({ url, behaviour }: HostileReceiver): Promise<void> => {
      const timeoutMs = behaviour.outlasts ? SHORT_TIMEOUT_MS : LONG_TIMEOUT_MS;
      const { errorClass, errorMessage } = await sender.send({
        url,
        headers: [],
        body: BODY,
        timeoutMs,
      });
      if (errorClass !== (behaviour.ends.errorClass ?? null)) {
        wrong.push(`${behaviour.does}: ${errorClass}, ${errorMessage}`);
      }
    };
    let played = 0;
    const keepPlaying = async (): Promise<void> => {
      while (played < count) {
        const first = played * POSTS_A_ROUND;
        played += 1;
        const round = Array.from({ length: POSTS_A_ROUND }, (_, index) => first + index);
        await Promise.all(round.map((turn) => postOnce(receivers[turn % receivers.length]!)));
      }
    };
    await Promise.all(Array.from({ length: PARALLEL_ROUNDS }, keepPlaying));
    return wrong;
  };

  beforeAll(async () => {
    tcpBefore = tcpResources();
    receivers = await Promise.all(BEHAVIOURS.map((behaviour) => HostileReceiver.start(behaviour)));
  });
  afterAll(async () => {
    await sender.close();
    await Promise.all(receivers.map((receiver) => receiver.close()));
  });

  it('end as each of them should, and leave no memory, no slot and no socket behind', async () => {
    expect(await playRounds(WARM_UP_ROUNDS)).toEqual([]);
    const usedBeforeBytes = await usedBytes();
    expect(await playRounds(ROUNDS - WARM_UP_ROUNDS)).toEqual([]);
    const usedAfterBytes = await usedBytes();
    expect(usedAfterBytes - usedBeforeBytes).toBeLessThan(MAX_HEAP_GROWTH_BYTES);

    // Every connection that an origin may have can be had, of all origins at the same time.
    const trusted = receivers.filter(({ behaviour }) => !behaviour.overTls);
    trusted.forEach((receiver) => receiver.behave());
    const last = trusted.flatMap(({ url }) =>
      Array.from({ length: PARALLEL_ROUNDS }, () =>
        sender.send({ url, headers: [], body: BODY, timeoutMs: LONG_TIMEOUT_MS }),
      ),
    );
    await until(() => trusted.every(({ holding }) => holding === PARALLEL_ROUNDS));
    trusted.forEach((receiver) => receiver.answerHeld());
    expect((await Promise.all(last)).filter(({ ok }) => !ok)).toEqual([]);

    await sender.close();
    await until(() => open() === 0);
    await Promise.all(receivers.map((receiver) => receiver.close()));
    // What an earlier suite of this process left behind may have gone meanwhile.
    await until(() => tcpResources() <= tcpBefore);
  });
});

/** What is used once all garbage is gone; what is held weakly goes a turn after the first collection. */
async function usedBytes(): Promise<number> {
  for (let turn = 0; turn < 3; turn += 1) {
    collectGarbage();
    await sleep(50);
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** How many sockets and servers this process has. */
function tcpResources(): number {
  return process.getActiveResourcesInfo().filter((name) => /^(TCP|TLS)/.test(name)).length;
}
