import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Message, MessageOf } from './messages';

const AGENT = join(__dirname, '../processes/agent.js');

/** Many times what the slowest step takes: whoever is silent for so long has lost something. */
const SILENCE_LIMIT_MS = 120_000;

export interface ProcessOptions {
  readonly args?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly nodeOptions?: readonly string[];
}

/** A process of the benchmark, with the agent in it. */
export class BenchProcess {
  private readonly child: ChildProcess;
  private stopping = false;

  /**
   * What it prints goes to stderr. It inherits this process's Node options, so that
   * `node --cpu-prof dist/bench/main.js` profiles every party.
   */
  constructor(
    private readonly name: string,
    entry: string,
    { args = [], env = {}, nodeOptions = [] }: ProcessOptions,
  ) {
    this.child = fork(entry, args, {
      execArgv: [...process.execArgv, ...nodeOptions, '--require', AGENT],
      env: { PATH: process.env['PATH'], ...env },
      stdio: ['ignore', 2, 2, 'ipc'],
    });
    this.child.once('exit', (code, signal) => {
      // Thrown at nobody: without one of its processes the whole run means nothing.
      if (!this.stopping) throw new Error(`${name} ended by itself (${signal ?? code})`);
    });
  }

  send(message: Message): void {
    this.child.send(message);
  }

  /** @throws Error where it does not come in time */
  receive<Type extends Message['type']>(type: Type): Promise<MessageOf<Type>> {
    return new Promise((resolve, reject) => {
      const limit = setTimeout(
        () => reject(new Error(`${this.name} did not say "${type}" in ${SILENCE_LIMIT_MS} ms`)),
        SILENCE_LIMIT_MS,
      );
      const read = (message: Message): void => {
        if (message.type !== type) return;
        clearTimeout(limit);
        this.child.off('message', read);
        resolve(message as MessageOf<Type>);
      };
      this.child.on('message', read);
    });
  }

  /** What the process has used of the processors since it began, in microseconds. */
  async cpuMicros(): Promise<number> {
    const reply = this.receive('cpu');
    this.send({ type: 'read-cpu' });
    return (await reply).usedMicros;
  }

  /** What the process takes of the memory now. */
  async residentBytes(): Promise<number> {
    const reply = this.receive('memory');
    this.send({ type: 'read-memory' });
    return (await reply).residentBytes;
  }

  /**
   * Of the sink: how many requests have come since it was told to count, or since it listens. Of the
   * load generator: how many were answered since it was told to load.
   */
  async seen(): Promise<number> {
    const reply = this.receive('seen');
    this.send({ type: 'read-seen' });
    return (await reply).requests;
  }

  async stop(): Promise<void> {
    if (this.stopping) return;
    this.stopping = true;
    const exited = once(this.child, 'exit');
    this.child.disconnect();
    await exited;
  }

  kill(): void {
    this.stopping = true;
    this.child.kill('SIGKILL');
  }
}

/** What is measured of whoever does the work. */
export type Party = Pick<BenchProcess, 'cpuMicros' | 'stop'>;

/** Several processes that do the work together. */
export function together(parts: readonly Party[]): Party {
  return {
    cpuMicros: async () => {
      const used = await Promise.all(parts.map((part) => part.cpuMicros()));
      return used.reduce((sum, micros) => sum + micros, 0);
    },
    stop: async () => {
      await Promise.all(parts.map((part) => part.stop()));
    },
  };
}
