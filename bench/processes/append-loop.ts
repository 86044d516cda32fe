/**
 * Appends events to a log of its own, each waiting for the disk: from so many callers at once, who
 * share commits as requests do, or from one, who has each commit to itself.
 */
import { EVENT_STORE_MIGRATIONS, EventStore, EventStoreModule } from '@app/event-store';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { tell, when } from '../support/messages';
import { sampleText } from '../support/sample-message';

const [databasePath = '', callers = '', appends = ''] = process.argv.slice(2);

@Module({
  imports: [
    TypeOrmModule.forRoot({
      type: 'better-sqlite3',
      database: databasePath,
      migrations: [...EVENT_STORE_MIGRATIONS.sqlite],
      migrationsRun: true,
    }),
    EventStoreModule.forRoot({ kind: 'sqlite' }),
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
