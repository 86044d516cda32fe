import { writeFileSync } from 'node:fs';
import { readArguments, UsageError } from './arguments';
import { type Result, toJson, toTable } from './report';
import type { Row } from './row';
import { combined } from './rows/combined';
import { drain } from './rows/drain';
import { fanOut } from './rows/fan-out';
import { grownDrain, grownIngest } from './rows/grown';
import { groupCommit } from './rows/group-commit';
import { httpAxios, httpFetch } from './rows/http-clients';
import { ingest } from './rows/ingest';
import { isolation, isolationLatency } from './rows/isolation';
import { logOrders } from './rows/log-order';
import { latency } from './rows/latency';
import { longConversation } from './rows/long-conversation';
import { memory } from './rows/memory';
import { postgresDrains } from './rows/postgres-drain';
import { postgresEventCost } from './rows/postgres-event-cost';
import { postgresIngests } from './rows/postgres-ingest';
import { replay, replayFirstPost } from './rows/replay';
import { start } from './rows/start';
import { Workspace } from './support/workspace';

const ROWS: readonly Row[] = [
  drain,
  fanOut,
  isolation,
  isolationLatency,
  ingest,
  grownIngest,
  grownDrain,
  combined,
  latency,
  memory,
  start,
  replay,
  replayFirstPost,
  ...postgresDrains,
  ...postgresIngests,
  postgresEventCost,
  groupCommit,
  ...logOrders,
  longConversation,
  httpAxios,
  httpFetch,
];

async function main(): Promise<void> {
  const { rows, quick, jsonPath } = readArguments(process.argv.slice(2), ROWS);
  const workspace = new Workspace();
  const results: Result[] = [];
  for (const row of ROWS.filter(({ name }) => rows.includes(name))) {
    const startedAtMs = performance.now();
    const progress = (text: string): void => {
      const seconds = Math.round((performance.now() - startedAtMs) / 1_000);
      process.stderr.write(`${row.name}, ${seconds} s: ${text}\n`);
    };
    const context = { workspace, quick, progress };
    if ('take' in row) results.push({ row, figures: await row.take(context) });
    else results.push({ row, rounds: await row.measure(context) });
    await workspace.clear();
  }
  process.stdout.write(`${toTable(results)}\n`);
  if (jsonPath !== undefined) writeFileSync(jsonPath, toJson(results));
}

main().catch((error: unknown) => {
  const text = error instanceof UsageError ? error.message : (error as Error).stack;
  process.stderr.write(`${text}\n`);
  process.exit(1);
});
