/**
 * Appends events to a log of its own, each waiting for the disk: from so many callers at once, who
 * share commits as requests do, or from one, who has each commit to itself.
 */
import { EventStore, EventStoreModule } from '@app/event-store';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { tell, when } from '../support/messages';
import { dataSourceOptions } from '../../apps/server/src/database/data-source';
import { readDatabase } from '../../apps/server/src/settings/database-setting';
import { sampleText } from '../support/sample-message';

const [databaseUrl = '', callers = '', appends = ''] = process.argv.slice(2);

const database = readDatabase({ DATABASE_URL: databaseUrl });

@Module({
  imports: [
    TypeOrmModule.forRoot(dataSourceOptions(database)),
    EventStoreModule.forRoot(database.kind === 'sqlite' ? database : { ...database, poolSize: 4 }),
  ],
})
class LogModule {}

async function main(): Promise<void> {
  const app = await NestFactory.createApplicationContext(LogModule, { logger: ['error', 'warn'] });
  const store = app.get(EventStore);
  when('run', () => void run(store));
  tell({ type: 'ready' });
}

async function run(store: EventStore): Promise<void> {
  const startedAtMs = performance.now();
  let left = Number(appends);
  const call = async (caller: number): Promise<void> => {
    while (left-- > 0) await store.append(`conversation-1-${caller}`, [event(left)], 'any');
  };
  await Promise.all(Array.from({ length: Number(callers) }, (_, caller) => call(caller)));
  tell({ type: 'loaded', elapsedMs: performance.now() - startedAtMs });
}

function event(number: number) {
  return {
    type: 'MessageCreated',
    data: { message: { id: number, content: sampleText(number) } },
    metadata: {
      accountId: 1,
      actor: null,
      correlationId: 'bench',
      causationId: null,
      occurredAt: '2026-01-01T00:00:00.000Z',
    },
  };
}

void main();
