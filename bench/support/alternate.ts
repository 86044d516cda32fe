import { describeRound } from '../report';
import type { Bar, Line, Measurement } from '../row';
import { rateOf } from '../statistics';

export interface Both<Result> {
  readonly ours: Result;
  readonly bare: Result;
}

/** Both parties' rates, round by round. */
export async function alternate(
  rounds: number,
  ours: () => Promise<Measurement>,
  bare: () => Promise<Measurement>,
  progress: (text: string) => void,
  bar?: Bar,
): Promise<readonly Line[]> {
  const measured = await inTurns(
    rounds,
    async () => rateOf(await ours()),
    async () => rateOf(await bare()),
    (round, number) => progress(`round ${number} of ${rounds}: ${describeRound(round, '/s')}`),
  );
  return [{ unit: '/s', rounds: measured, ...(bar && { bar }) }];
}

/**
 * Measures both parties round by round, each of them first in every other round: neither gets
 * the better moments of the machine.
 */
export async function inTurns<Result>(
  rounds: number,
  ours: () => Promise<Result>,
  bare: () => Promise<Result>,
  tell: (round: Both<Result>, number: number) => void,
): Promise<Both<Result>[]> {
  const measured: Both<Result>[] = [];
  for (let number = 1; number <= rounds; number++) {
    const round = number % 2 === 1 ? await oursFirst(ours, bare) : await bareFirst(ours, bare);
    tell(round, number);
    measured.push(round);
  }
  return measured;
}

async function oursFirst<Result>(
  ours: () => Promise<Result>,
  bare: () => Promise<Result>,
): Promise<Both<Result>> {
  return { ours: await ours(), bare: await bare() };
}

async function bareFirst<Result>(
  ours: () => Promise<Result>,
  bare: () => Promise<Result>,
): Promise<Both<Result>> {
  return { bare: await bare(), ours: await ours() };
}
