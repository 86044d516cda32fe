import { Database } from '@app/event-store';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { AppModule } from '../../server/src/app.module';
import { openDatabase } from '../../server/src/database/open-database';
import { HealthController } from '../../server/src/health/health.controller';
import { PinoLogger } from '../../server/src/logging/pino-logger';
import type { Settings } from '../../server/src/settings/settings';

/** Delivers, and takes no requests but those for its health. */
export interface Worker {
  /** Yet to listen. */
  readonly health: NestFastifyApplication;
  close(): Promise<void>;
}

@Module({ controllers: [HealthController] })
class HealthModule {}

/**
 * The whole system without its controllers, in a process that delivers.
 * @throws AttachmentsDirectoryError, SettingsError, WrongSecretsKeyError
 */
export function createWorker(settings: Settings, log: Logger): Promise<Worker> {
  const logger = new PinoLogger(log);
  return openDatabase(settings, log, async (opened) => {
    const system = await NestFactory.createApplicationContext(AppModule.forRoot(opened, log), {
      logger,
      abortOnError: false,
    });
    const health = await openHealth(system, logger);
    return {
      health,
      close: async () => {
        await health.close();
        await system.close();
      },
    };
  });
}

function openHealth(
  system: INestApplicationContext,
  logger: PinoLogger,
): Promise<NestFastifyApplication> {
  const module = {
    module: HealthModule,
    providers: [{ provide: Database, useValue: system.get(Database, { strict: false }) }],
  };
  return NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), {
    logger,
    abortOnError: false,
  });
}
