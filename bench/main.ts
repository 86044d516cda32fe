import { writeFileSync } from 'node:fs';
import { readArguments, UsageError } from './arguments';
import { type Result, toJson, toTable } from './report';
import type { Row } from './row';
import { drain } from './rows/drain';
import { groupCommit } from './rows/group-commit';
import { httpAxios, httpFetch } from './rows/http-clients';
import { ingest } from './rows/ingest';
import { isolation, isolationLatency } from './rows/isolation';
import { logOrders } from './rows/log-order';
import { longConversation } from './rows/long-conversation';
import { postgresDrains } from './rows/postgres-drain';
import { postgresEventCost } from './rows/postgres-event-cost';
import { postgresIngests } from './rows/postgres-ingest';
import { replay, replayFirstPost } from './rows/replay';
import { Workspace } from './support/workspace';

const ROWS: readonly Row[] = [
  drain,
  isolation,
  isolationLatency,
  ingest,
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
    const progress = (text: string): void => {
      process.stderr.write(`${row.name}: ${text}\n`);
    };
    results.push({ row, rounds: await row.measure({ workspace, quick, progress }) });
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
