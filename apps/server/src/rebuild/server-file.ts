import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** Where a running server takes orders from whoever may read the files of its database. */
export interface ServerAddress {
  /** Of this machine alone. */
  readonly url: string;
  /** Another one for each process. */
  readonly token: string;
}

/** Readable by its owner only. */
export function writeServerFile(databasePath: string, address: ServerAddress): void {
  const path = pathOf(databasePath);
  const temporary = `${path}.tmp`;
  rmSync(temporary, { force: true });
  writeFileSync(temporary, JSON.stringify(address), { mode: 0o600 });
  renameSync(temporary, path);
}

/** undefined where there is none. */
export function readServerFile(databasePath: string): ServerAddress | undefined {
  try {
    return JSON.parse(readFileSync(pathOf(databasePath), 'utf8')) as ServerAddress;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

export function removeServerFile(databasePath: string): void {
  rmSync(pathOf(databasePath), { force: true });
}

function pathOf(databasePath: string): string {
  return `${databasePath}.server`;
}
