import type { Measurement } from '../row';
import type { Workspace } from './workspace';

/** Starts a party that does its work when it is told to `run`, and measures that. */
export async function measureRun(
  workspace: Workspace,
  entry: string,
  args: readonly string[],
  operations: number,
): Promise<Measurement> {
  const party = workspace.start(entry, entry, { args: [...args, String(operations)] });
  await party.receive('ready');
  const cpuBefore = await party.cpuMicros();
  const loaded = party.receive('loaded');
  party.send({ type: 'run' });
  const { elapsedMs } = await loaded;
  const cpuMicros = (await party.cpuMicros()) - cpuBefore;
  await party.stop();
  return { operations, elapsedMs, cpuMicros };
}
