import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from '@app/harness';
import { SecretBox } from '@app/secrets';
import Database from 'better-sqlite3';
import type { RowContext } from '../row';
import { multiply } from './multiply-store';
import { queryNumber } from './query-number';
import { freePort, startServer } from './server';
import { startSink } from './sink';
import { createWebhook, giveCommands, openConversations, publishMessages } from './stored-events';
import type { Workspace } from './workspace';

/** What the server makes itself, to be multiplied. */
const MESSAGES = 10_000;
const CONVERSATIONS = 1_000;
const FAILING_WEBHOOKS = 49;
const TIMES = 100;
const RETRIES = 200_000;
const QUICKLY = 10;
const LONGEST_DRAIN_MS = 600_000;

/** A store as it is after a long while, and one like it as it was in the beginning. */
export interface GrownStore {
  readonly secretsKey: string;
  /** A million messages, all delivered, and 200,000 deliveries of other webhooks that wait for a retry. */
  readonly grown: string;
  /** The same webhooks and conversations, and nothing delivered. To be copied. */
  readonly empty: string;
  readonly conversations: number;
  /** The webhook that gets every message of the conversations, and its port. */
  readonly webhookId: number;
  readonly webhookPort: number;
}

const stores = new WeakMap<Workspace, Promise<GrownStore>>();

/**
 * Made once in a run, for it takes long, and shared by the rows: each uses it as it is, adds to it,
 * and leaves all of it delivered.
 */
export function grownStore(context: RowContext): Promise<GrownStore> {
  const known = stores.get(context.workspace);
  if (known) return known;
  const made = grow(context);
  stores.set(context.workspace, made);
  return made;
}

async function grow({ workspace, quick, progress }: RowContext): Promise<GrownStore> {
  const secretsKey = SecretBox.makeKey();
  const webhookPort = await freePort();
  const folder = workspace.folder();
  const [grown, empty] = [join(folder, 'grown.db'), join(folder, 'empty.db')];
  const where = { database: { kind: 'sqlite', path: grown } as const, secretsKey };
  const url = `http://127.0.0.1:${webhookPort}/webhooks`;

  progress(`storing ${MESSAGES} messages and delivering them`);
  let webhookId = 0;
  const failingIds: number[] = [];
  await giveCommands(where, async (commandBus) => {
    const inboxId = await openConversations(commandBus, CONVERSATIONS);
    // Before there are webhooks: with the first message of a conversation comes more than the message.
    await publishMessages(commandBus, CONVERSATIONS, CONVERSATIONS);
    webhookId = await createWebhook(commandBus, url, { inboxId });
    for (let number = 1; number <= FAILING_WEBHOOKS; number++) {
      // They wanted messages once, of which the retries are, and now want what does not happen.
      const options = { event: 'contact_updated' };
      failingIds.push(await createWebhook(commandBus, `${url}/${number}`, options));
    }
  });
  copyFileSync(grown, empty);
  const store = { secretsKey, grown, empty, conversations: CONVERSATIONS, webhookId, webhookPort };
  await giveCommands(where, (commandBus) => publishMessages(commandBus, MESSAGES, CONVERSATIONS));
  const sink = await startSink(workspace, webhookPort);
  const server = startServer(workspace, { database: grown, secretsKey });
  await untilDelivered(store, grown, MESSAGES);
  await Promise.all([server.stop(), sink.stop()]);
  multiply(grown, {
    messages: MESSAGES,
    conversations: CONVERSATIONS,
    times: quick ? TIMES / QUICKLY : TIMES,
    failingIds,
    retries: quick ? RETRIES / QUICKLY : RETRIES,
    progress,
  });
  return store;
}

/** Waits until the last so many events, all of them messages, are on record as delivered. */
export function untilDelivered(
  store: GrownStore,
  databasePath: string,
  messages: number,
): Promise<void> {
  const newest = `SELECT position FROM events ORDER BY position DESC LIMIT ${messages}`;
  const first = queryNumber(databasePath, `SELECT min(position) FROM (${newest})`);
  return untilDeliveredBehind(store, databasePath, first - 1, messages);
}

/** Waits until so many messages behind a position of the log are on record as delivered. */
export function untilDeliveredBehind(
  { webhookId }: GrownStore,
  databasePath: string,
  position: number,
  messages: number,
): Promise<void> {
  return waitUntil(
    `${messages} deliveries to be recorded`,
    () =>
      queryNumber(
        databasePath,
        `SELECT count(*) FROM deliveries WHERE webhook_id = ${webhookId}
           AND event_position > ${position} AND status = 'delivered'`,
      ) >= messages,
    LONGEST_DRAIN_MS,
  );
}

/**
 * Has the last so many messages still to be delivered to the webhook that gets them.
 * @returns the position behind which they are, among whatever else has happened
 */
export function forgetDeliveries({ grown, webhookId }: GrownStore, messages: number): number {
  const database = new Database(grown);
  database.pragma('synchronous = OFF');
  const pick = (sql: string): number => database.prepare<[], number>(sql).pluck().get()!;
  const head = pick('SELECT max(position) FROM events');
  const before = pick(`
    SELECT event_position FROM deliveries WHERE webhook_id = ${webhookId}
    ORDER BY event_position DESC LIMIT 1 OFFSET ${messages}`);
  const forgotten = `webhook_id = ${webhookId} AND event_position > ${before}`;
  database.exec(`
    BEGIN;
    DELETE FROM attempts WHERE delivery_id IN (SELECT id FROM deliveries WHERE ${forgotten});
    DELETE FROM deliveries WHERE ${forgotten};
    UPDATE checkpoints SET checkpoint = '${before}' WHERE checkpoint = '${head}';
    COMMIT`);
  database.close();
  return before;
}
