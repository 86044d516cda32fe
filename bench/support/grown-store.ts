import { copyFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SecretBox } from '@app/secrets';
import Database from 'better-sqlite3';
import type { RowContext } from '../row';
import { freePort } from './server';
import { storeEvents } from './stored-events';
import type { Workspace } from './workspace';

const EVENTS = 1_000_000;
const WAITING_RETRIES = 200_000;
const QUICKLY = 10;

/** A store as it is after a long while. */
export interface GrownStore {
  readonly path: string;
  readonly secretsKey: string;
  /** What webhook 1 goes to. */
  readonly webhookPort: number;
  readonly events: number;
}

/** Made once in a run: it takes minutes. */
const stores = new WeakMap<Workspace, Promise<GrownStore>>();

/** A million events, all of them delivered, and 200,000 retries of another webhook that are not due. */
export function grownStore(context: RowContext): Promise<GrownStore> {
  let store = stores.get(context.workspace);
  if (!store) {
    store = grow(context);
    stores.set(context.workspace, store);
  }
  return store;
}

/** A copy that a server may change, of which the last events are still to be delivered to webhook 1. */
export function copyOf({ path }: GrownStore, workspace: Workspace, undelivered: number): string {
  const copy = join(workspace.folder(), 'hoory.db');
  copyFileSync(path, copy);
  moveCheckpoint(copy, undelivered);
  return copy;
}

export function folderOf(databasePath: string): string {
  return dirname(databasePath);
}

async function grow({ workspace, quick, progress }: RowContext): Promise<GrownStore> {
  const events = quick ? EVENTS / QUICKLY : EVENTS;
  const secretsKey = SecretBox.makeKey();
  const webhookPort = await freePort();
  const path = join(workspace.folder(), 'grown.db');
  const url = `http://127.0.0.1:${webhookPort}/webhooks`;
  await storeEvents({
    database: { kind: 'sqlite', path },
    secretsKey,
    webhookUrls: [url, `${url}/2`],
    events,
    progress,
  });
  progress('adding the retries');
  addRetries(path, quick ? WAITING_RETRIES / QUICKLY : WAITING_RETRIES);
  return { path, secretsKey, webhookPort, events };
}

function addRetries(path: string, retries: number): void {
  const database = new Database(path);
  const inAYearMs = Date.now() + 365 * 86_400_000;
  database.exec(`
    INSERT INTO subscriptions (webhook_id, account_id, url, events, inbox_id, format, ordering, disabled)
    SELECT id, account_id, url, '["message_created"]', NULL, 'hoory', 'none', 0
    FROM webhooks WHERE id = 1;
    INSERT INTO deliveries
      (event_position, event_id, event, account_id, webhook_id, replay_id, format, conversation_id,
       ordered, status, attempts, failures, resends, claimed, available_at_ms, created_at_ms)
    SELECT position, id, 'message_created', 1, 2, 0, 'hoory', NULL, 0, 'pending', 1, 1, 0, 0,
           ${inAYearMs} + position, recorded_at_ms
    FROM events WHERE type = 'MessageCreated' ORDER BY position LIMIT ${retries};
    INSERT INTO attempts
      (delivery_id, attempt, started_at_ms, duration_ms, status_code, response_body)
    SELECT id, 1, created_at_ms, 1.5, 500, '' FROM deliveries`);
  database.close();
}

function moveCheckpoint(path: string, undelivered: number): void {
  const database = new Database(path);
  database.exec(`
    INSERT OR REPLACE INTO checkpoints (consumer, checkpoint)
    SELECT 'outbox', CAST(max(position) - ${undelivered} AS TEXT) FROM events`);
  database.close();
}
