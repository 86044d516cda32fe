import { AccountsModule, type TokenOwner } from '@app/accounts';
import { dirname, join } from 'node:path';
import { AttachmentsModule } from '@app/attachments';
import { ConversationModule } from '@app/conversation';
import { DeliveryModule } from '@app/delivery';
import { EventStoreModule } from '@app/event-store';
import { LogModule } from '@app/log';
import { PayloadsModule } from '@app/payloads';
import { SecretsModule } from '@app/secrets';
import { WebhooksModule } from '@app/webhooks';
import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { ScheduleModule } from '@nestjs/schedule';
import { TypeOrmModule } from '@nestjs/typeorm';
import { dataSourceOptions } from './database/data-source';
import { HealthController } from './health/health.controller';
import { DATABASE_PATH, RebuildServer } from './rebuild/rebuild-server';
import { SecretsKeyCheck } from './secrets-key-check';
import type { DatabaseSetting } from './settings/database-setting';
import { loadSecretsKey } from './settings/secrets-key';
import type { Settings } from './settings/settings';
import type { Logger } from 'pino';

/** Where the log has a token that was made. */
const TOKEN_FIELDS: Record<TokenOwner, string> = {
  administrator: 'accessToken',
  platform: 'platformAccessToken',
};

/** The whole system in one process. */
@Module({})
export class AppModule {
  static forRoot(settings: Settings, log: Logger): DynamicModule {
    const { database } = settings;
    return {
      module: AppModule,
      imports: [
        CqrsModule.forRoot(),
        ScheduleModule.forRoot(),
        TypeOrmModule.forRoot(dataSourceOptions(database)),
        EventStoreModule.forRoot(
          database.kind === 'sqlite'
            ? database
            : { ...database, poolSize: settings.databasePoolSize },
        ),
        AccountsModule.forRoot(
          {
            accessToken: settings.bootstrapAccessToken,
            adminEmail: settings.bootstrapAdminEmail,
            adminPassword: settings.bootstrapAdminPassword,
            platformToken: settings.platformAccessToken,
            // Whatever the log's level: it is nowhere else to be read.
            announceToken: (token, owner) =>
              log
                .child({}, { level: 'info' })
                .info(
                  { [TOKEN_FIELDS[owner]]: token },
                  `The ${owner}'s access token, shown this once`,
                ),
          },
          { secureCookie: settings.publicUrl?.startsWith('https:') ?? false },
        ),
        AttachmentsModule.forRoot({
          directory: settings.attachmentsDirectory ?? join(dataDirectory(database), 'attachments'),
          publicUrl: settings.publicUrl,
        }),
        ConversationModule,
        PayloadsModule,
        SecretsModule.forRoot(secretsKey(settings)),
        WebhooksModule.forRoot(settings.defaultWebhookFormat),
        DeliveryModule.forRoot({ ...settings, delivers: settings.role !== 'api' }),
        LogModule,
      ],
      controllers: [HealthController],
      providers: [
        SecretsKeyCheck,
        ...(database.kind === 'sqlite'
          ? [RebuildServer, { provide: DATABASE_PATH, useValue: database.path }]
          : []),
      ],
    };
  }
}

function dataDirectory(database: DatabaseSetting): string {
  return database.kind === 'sqlite' ? dirname(database.path) : './data';
}

function secretsKey({ secretsKey: given, database }: Settings): string {
  if (given !== undefined) return given;
  if (database.kind === 'sqlite') return loadSecretsKey(database.path);
  throw new Error('The settings ask for a key where there is PostgreSQL');
}
