import { join } from 'node:path';
import type { Measurement } from '../row';
import type { BenchProcess, Party } from './bench-process';
import type { Workspace } from './workspace';

const SINK = join(__dirname, '../processes/sink.js');

export async function startSink(workspace: Workspace, port: number): Promise<BenchProcess> {
  const sink = workspace.start('The sink', SINK, { args: [String(port)] });
  await sink.receive('listening');
  return sink;
}

/**
 * Has the sink count anew, and tell of the first and the last.
 * @param requests how many are to come; null for whatever comes
 */
export async function expectRequests(sink: BenchProcess, requests: number | null): Promise<void> {
  const expecting = sink.receive('expecting');
  sink.send({ type: 'expect', requests });
  await expecting;
}

/**
 * Takes the time between the first and the last POST at the sink, and the CPU that the party used
 * in it. Word of the first POST takes a moment to reach the party, so what it used until then is
 * missing, of both parties.
 */
export async function measureDrain(
  sink: BenchProcess,
  operations: number,
  start: () => Party,
  settled: () => Promise<void> = () => Promise.resolve(),
): Promise<Measurement> {
  await expectRequests(sink, operations);
  const [first, complete] = [sink.receive('first'), sink.receive('complete')];
  const party = start();
  await first;
  const cpuBefore = await party.cpuMicros();
  const { elapsedMs } = await complete;
  await settled();
  const cpuMicros = (await party.cpuMicros()) - cpuBefore;
  await party.stop();
  return { operations, elapsedMs, cpuMicros };
}
