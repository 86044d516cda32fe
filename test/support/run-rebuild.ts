import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { SERVER_ENTRY } from '@app/harness';

const REBUILD_ENTRY = join(dirname(SERVER_ENTRY), 'rebuild-projections.js');

export interface EndedRebuild {
  /** null where a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `npm run projections:rebuild -- …`, in a process of its own. */
export class RebuildProcess {
  readonly ended: Promise<EndedRebuild>;
  private readonly child;

  constructor(databasePath: string, args: readonly string[]) {
    this.child = spawn(process.execPath, [REBUILD_ENTRY, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'], DATABASE_URL: `sqlite:${databasePath}` },
    });
    this.ended = Promise.all([
      text(this.child.stdout),
      text(this.child.stderr),
      once(this.child, 'close') as Promise<[number | null]>,
    ]).then(([stdout, stderr, [exitCode]]) => ({ exitCode, stdout, stderr }));
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }
}

export function runRebuild(databasePath: string, ...args: string[]): Promise<EndedRebuild> {
  return new RebuildProcess(databasePath, args).ended;
}
