import { join } from 'node:path';
import { SecretBox } from '@app/secrets';
import type { Reading, Row, RowContext } from '../row';
import { describeRound } from '../report';
import { inTurns } from '../support/alternate';
import { grownStore } from '../support/grown-store';
import { freePort, startServer, untilReady } from '../support/server';
import type { Workspace } from '../support/workspace';

/** How long a restart keeps everybody waiting. */
export const start: Row = {
  name: 'start',
  description:
    'from the start of the process until /health/ready answers 200, on a store of 1,000,000 events, against a new one',
  async measure(context: RowContext) {
    const { workspace, quick, progress } = context;
    const { grown, secretsKey } = await grownStore(context);
    const rounds = await inTurns(
      quick ? 1 : 7,
      () => startOn(workspace, grown, secretsKey),
      () => startOn(workspace, join(workspace.folder(), 'hoory.db'), SecretBox.makeKey()),
      (round, number) => progress(`round ${number}: ${describeRound(round, 'ms')}`),
    );
    return [{ unit: 'ms', bar: { atMost: 2_000 }, rounds }];
  },
};

async function startOn(
  workspace: Workspace,
  database: string,
  secretsKey: string,
): Promise<Reading> {
  const port = await freePort();
  const startedAtMs = performance.now();
  const server = startServer(workspace, { database, port, secretsKey });
  await untilReady(port);
  const value = performance.now() - startedAtMs;
  await server.stop();
  return { value };
}
