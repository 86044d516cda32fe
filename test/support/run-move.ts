import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { SERVER_ENTRY } from '@app/harness';

const MOVE_ENTRY = join(dirname(SERVER_ENTRY), 'move.js');

export interface EndedMove {
  /** null where a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `npm run move -- …`, in a process of its own. */
export class MoveProcess {
  readonly ended: Promise<EndedMove>;
  private readonly child: ChildProcess;

  constructor(...args: string[]) {
    const child = spawn(process.execPath, [MOVE_ENTRY, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'] },
    });
    this.child = child;
    this.ended = Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close') as Promise<[number | null]>,
    ]).then(([stdout, stderr, [exitCode]]) => ({ exitCode, stdout, stderr }));
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }
}

export function runMove(...args: string[]): Promise<EndedMove> {
  return new MoveProcess(...args).ended;
}
