import { existsSync, realpathSync } from 'node:fs';
import { acquireProcessLock, DatabaseInUseError, EventStore } from '@app/event-store';
import type { RebuildProgress } from '@app/event-store';
import { NestFactory } from '@nestjs/core';
import { ReadModelsModule } from './read-models.module';
import { RebuildError } from './rebuild-error';
import { rebuildThere } from './rebuild-there';
import { readServerFile } from './server-file';

/** Rebuilds projections of one database, wherever that may be done. */
export interface Rebuilds {
  /** Taking no more of its progress ends a rebuild there; it has changed nothing then. */
  rebuild(name: string): AsyncIterable<RebuildProgress>;
  close(): Promise<void>;
}

/**
 * By the server that has the database; in this process where none has it.
 * @throws RebuildError where there is no database, or none to be reached
 */
export async function openRebuilds(databasePath: string): Promise<Rebuilds> {
  if (!existsSync(databasePath)) {
    throw new RebuildError(
      `DATABASE_URL takes a database that is there, got sqlite:${databasePath}`,
    );
  }
  const path = realpathSync(databasePath);
  const release = tryLock(path);
  if (!release) return ofServer(path);
  const app = await NestFactory.createApplicationContext(ReadModelsModule.forRoot(path), {
    logger: false,
    abortOnError: false,
  });
  const store = app.get(EventStore);
  return {
    rebuild: (name) => store.rebuildProjection(name),
    close: async () => {
      await app.close();
      release();
    },
  };
}

function ofServer(path: string): Rebuilds {
  const address = readServerFile(path);
  if (!address) {
    throw new RebuildError(`${path} is in use by a server that is starting or stopping: try again`);
  }
  return { rebuild: (name) => rebuildThere(address, name), close: async () => {} };
}

/** @returns undefined where another process has the database */
function tryLock(path: string): (() => void) | undefined {
  try {
    return acquireProcessLock(path, 0);
  } catch (error) {
    if (error instanceof DatabaseInUseError) return undefined;
    throw error;
  }
}
