import { existsSync, realpathSync } from 'node:fs';
import {
  acquireProcessLock,
  DatabaseInUseError,
  EventStore,
  isPostgresError,
} from '@app/event-store';
import type { RebuildProgress } from '@app/event-store';
import { NestFactory } from '@nestjs/core';
import { shownUrl, type DatabaseSetting } from '../settings/database-setting';
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
 * In this process, where the database is PostgreSQL or no server has it; else by the server that has it.
 * @throws RebuildError where there is no database, or none to be reached
 */
export async function openRebuilds(database: DatabaseSetting): Promise<Rebuilds> {
  if (database.kind === 'sqlite') return openSqliteRebuilds(database.path);
  try {
    return await openHere(database);
  } catch (error) {
    if (!(error instanceof Error) || !isPostgresError(error)) throw error;
    throw new RebuildError(
      `DATABASE_URL takes a database that can be reached, got ${shownUrl(database)} (${error.message})`,
    );
  }
}

async function openSqliteRebuilds(databasePath: string): Promise<Rebuilds> {
  if (!existsSync(databasePath)) {
    throw new RebuildError(
      `DATABASE_URL takes a database that is there, got sqlite:${databasePath}`,
    );
  }
  const path = realpathSync(databasePath);
  const release = tryLock(path);
  if (!release) return ofServer(path);
  const here = await openHere({ kind: 'sqlite', path });
  return { ...here, close: () => here.close().finally(release) };
}

async function openHere(database: DatabaseSetting): Promise<Rebuilds> {
  const app = await NestFactory.createApplicationContext(ReadModelsModule.forRoot(database), {
    logger: false,
    abortOnError: false,
  });
  const store = app.get(EventStore);
  return { rebuild: (name) => store.rebuildProjection(name), close: () => app.close() };
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
