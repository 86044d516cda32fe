import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acquireProcessLock, DatabaseInUseError } from './process-lock';

/** Another process: takes the lock as this one would, says how that went, and keeps it. */
const HOLDER = `
  const Database = require('better-sqlite3');
  const lock = new Database(process.argv[1] + '.lock', { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    console.log('held');
    setTimeout(() => {}, Number(process.argv[2]));
  } catch (error) {
    console.log(error.code);
  }`;

describe('acquireProcessLock', () => {
  let directory: string;
  let path: string;
  let children: ChildProcess[];

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'process-lock-'));
    path = join(directory, 'hoory.db');
    children = [];
  });
  afterEach(async () => {
    await Promise.all(children.map(kill));
    await rm(directory, { recursive: true });
  });

  const startOther = async (holdMs = 60_000): Promise<{ child: ChildProcess; said: string }> => {
    const child = spawn(process.execPath, ['-e', HOLDER, path, String(holdMs)], {
      cwd: __dirname,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    return { child, said: said.toString().trim() };
  };

  it('keeps another process out until it is released', async () => {
    const release = acquireProcessLock(path);
    expect((await startOther()).said).toBe('SQLITE_BUSY');

    release();

    expect((await startOther()).said).toBe('held');
  });

  it('is refused while another process holds it, and says what to do', async () => {
    await startOther();

    expect(() => acquireProcessLock(path, 0)).toThrow(DatabaseInUseError);
    expect(() => acquireProcessLock(path, 0)).toThrow(`${path} is in use by another process`);
  });

  it('is refused to the same process a second time', () => {
    const release = acquireProcessLock(path, 0);

    expect(() => acquireProcessLock(path, 0)).toThrow(DatabaseInUseError);

    release();
    acquireProcessLock(path, 0)();
  });

  it('is free again when its holder is killed', async () => {
    const { child } = await startOther();
    await kill(child);

    const release = acquireProcessLock(path, 0);

    expect((await startOther()).said).toBe('SQLITE_BUSY');
    release();
  });

  it('waits for a predecessor that is about to end', async () => {
    await startOther(300);

    const release = acquireProcessLock(path, 30_000);

    expect((await startOther()).said).toBe('SQLITE_BUSY');
    release();
  });

  it('does not take another database for this one', async () => {
    await startOther();

    expect(() => acquireProcessLock(join(directory, 'other.db'), 0)()).not.toThrow();
  });
});

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}
