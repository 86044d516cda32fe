import { describeRound } from '../report';
import type { Measurement, Round } from '../row';

/**
 * Measures both parties round by round, each of them first in every other round: neither gets
 * the better moments of the machine.
 */
export async function alternate(
  rounds: number,
  ours: () => Promise<Measurement>,
  bare: () => Promise<Measurement>,
  progress: (text: string) => void,
): Promise<Round[]> {
  const measured: Round[] = [];
  for (let number = 1; number <= rounds; number++) {
    const round = number % 2 === 1 ? await oursFirst(ours, bare) : await bareFirst(ours, bare);
    progress(`round ${number} of ${rounds}: ${describeRound(round)}`);
    measured.push(round);
  }
  return measured;
}

type Measure = () => Promise<Measurement>;

async function oursFirst(ours: Measure, bare: Measure): Promise<Round> {
  return { ours: await ours(), bare: await bare() };
}

async function bareFirst(ours: Measure, bare: Measure): Promise<Round> {
  return { bare: await bare(), ours: await ours() };
}
