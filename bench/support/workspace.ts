import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BenchProcess, type ProcessOptions } from './bench-process';

/** 128 and the signal's number, as shells have it. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/** The files and the processes of a run. None outlives it, however it ends. */
export class Workspace {
  private readonly directory = mkdtempSync(join(tmpdir(), 'hoory-bench-'));
  private readonly processes = new Set<BenchProcess>();

  constructor() {
    process.once('exit', () => this.remove());
    for (const [signal, code] of Object.entries(EXIT_CODES)) {
      process.once(signal, () => process.exit(code));
    }
  }

  /** A fresh folder. */
  folder(): string {
    return mkdtempSync(join(this.directory, 'row-'));
  }

  /** @param entry a built file of this repository */
  start(name: string, entry: string, options: ProcessOptions = {}): BenchProcess {
    const started = new BenchProcess(name, entry, options);
    this.processes.add(started);
    return started;
  }

  /** Ends what is still running. */
  async clear(): Promise<void> {
    await Promise.all([...this.processes].map((each) => each.stop()));
    this.processes.clear();
  }

  private remove(): void {
    for (const each of this.processes) each.kill();
    // What was just killed may still be writing.
    rmSync(this.directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}
