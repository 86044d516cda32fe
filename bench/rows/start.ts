import { join } from 'node:path';
import { SecretBox } from '@app/secrets';
import type { FiguresRow, RowContext } from '../row';
import { median } from '../statistics';
import { copyOf, grownStore } from '../support/grown-store';
import { freePort, startServer, untilReady } from '../support/server';
import type { Workspace } from '../support/workspace';

/** How long a restart keeps everybody waiting. */
export const start: FiguresRow = {
  name: 'start',
  description:
    'from the start of the process until /health/ready answers 200, with 1,000,000 events stored and on a new database',
  async take(context: RowContext) {
    const { workspace, quick, progress } = context;
    const store = await grownStore(context);
    const database = copyOf(store, workspace, 0);
    const grown: number[] = [];
    const empty: number[] = [];
    for (let round = 1; round <= (quick ? 2 : 7); round++) {
      grown.push(await measure(workspace, database, store.secretsKey));
      const newOne = join(workspace.folder(), 'hoory.db');
      empty.push(await measure(workspace, newOne, SecretBox.makeKey()));
      progress(`round ${round}: ${Math.round(grown.at(-1)!)} ms, ${Math.round(empty.at(-1)!)} ms`);
    }
    return [
      { label: 'grown', value: median(grown), unit: 'ms', limit: 2_000 },
      { label: 'new', value: median(empty), unit: 'ms' },
    ];
  },
};

async function measure(
  workspace: Workspace,
  database: string,
  secretsKey: string,
): Promise<number> {
  const port = await freePort();
  const startedAtMs = performance.now();
  const server = startServer(workspace, { database, port, secretsKey });
  await untilReady(port);
  const elapsedMs = performance.now() - startedAtMs;
  await server.stop();
  return elapsedMs;
}
