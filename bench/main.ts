import { writeFileSync } from 'node:fs';
import { readArguments, UsageError } from './arguments';
import { toBreakdownTable } from './breakdown/break-down';
import { profileDrain } from './breakdown/profile-drain';
import { Progress } from './progress';
import { machine, type Result, toJson, toTable } from './report';
import type { Row, RowContext } from './row';
import { combined } from './rows/combined';
import { consolePages } from './rows/console';
import { drain } from './rows/drain';
import { fanOut } from './rows/fan-out';
import { grownDrain, grownIngest } from './rows/grown';
import { groupCommit } from './rows/group-commit';
import { httpAxios, httpFetch } from './rows/http-clients';
import { ingest } from './rows/ingest';
import { isolation } from './rows/isolation';
import { isolationLatency } from './rows/isolation-latency';
import { logOrders } from './rows/log-order';
import { latency } from './rows/latency';
import { longConversation } from './rows/long-conversation';
import { postgresDrains } from './rows/postgres-drain';
import { postgresEventCost } from './rows/postgres-event-cost';
import { postgresIngests } from './rows/postgres-ingest';
import { replay, replayFirstPost } from './rows/replay';
import { memory } from './rows/memory';
import { start } from './rows/start';
import { Workspace } from './support/workspace';

const ROWS: readonly Row[] = [
  drain,
  ...postgresDrains,
  ingest,
  combined,
  latency,
  fanOut,
  isolation,
  isolationLatency,
  grownIngest,
  grownDrain,
  memory,
  start,
  consolePages,
  replay,
  replayFirstPost,
  ...postgresIngests,
  postgresEventCost,
  groupCommit,
  ...logOrders,
  longConversation,
  httpAxios,
  httpFetch,
];

async function main(): Promise<void> {
  const { rows, breakdown, quick, jsonPath } = readArguments(process.argv.slice(2), ROWS);
  const progress = new Progress((line) => process.stderr.write(line));
  const workspace = new Workspace();
  const contextOf = (name: string): RowContext => ({
    workspace,
    quick,
    progress: (text) => progress.say(`${name}: ${text}`),
  });
  if (breakdown) {
    const breakdowns = await profileDrain(contextOf('breakdown'));
    await workspace.clear();
    process.stdout.write(`${breakdowns.map(toBreakdownTable).join('\n\n')}\n\n${machine()}.\n`);
    writeJson(jsonPath, JSON.stringify({ machine: machine(), breakdowns }, undefined, 2));
  } else {
    const results: Result[] = [];
    for (const row of ROWS.filter(({ name }) => rows.includes(name))) {
      const context = contextOf(row.name);
      context.progress('starting');
      results.push({ row, lines: await row.measure(context) });
      await workspace.clear();
    }
    process.stdout.write(`${toTable(results, { quick })}\n`);
    writeJson(jsonPath, toJson(results));
  }
  progress.end();
}

function writeJson(path: string | undefined, json: string): void {
  if (path !== undefined) writeFileSync(path, json);
}

main().catch((error: unknown) => {
  const text = error instanceof UsageError ? error.message : (error as Error).stack;
  process.stderr.write(`${text}\n`);
  process.exit(1);
});
