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
import type { Settings } from './settings/settings';

export interface AppOptions extends Settings {
  readonly secretsKey: string;
  readonly announceToken: (token: string, owner: TokenOwner) => void;
}

/** The whole system in one process. */
@Module({})
export class AppModule {
  static forRoot(options: AppOptions): DynamicModule {
    return {
      module: AppModule,
      imports: [
        CqrsModule.forRoot(),
        ScheduleModule.forRoot(),
        TypeOrmModule.forRoot(dataSourceOptions(options.databasePath)),
        EventStoreModule.forRoot(),
        AccountsModule.forRoot({
          accessToken: options.bootstrapAccessToken,
          adminEmail: options.bootstrapAdminEmail,
          platformToken: options.platformAccessToken,
          announceToken: options.announceToken,
        }),
        AttachmentsModule.forRoot({
          directory:
            options.attachmentsDirectory ?? join(dirname(options.databasePath), 'attachments'),
          publicUrl: options.publicUrl,
        }),
        ConversationModule,
        PayloadsModule,
        SecretsModule.forRoot(options.secretsKey),
        WebhooksModule.forRoot(options.defaultWebhookFormat),
        DeliveryModule.forRoot(options),
        LogModule,
      ],
      controllers: [HealthController],
      providers: [RebuildServer, { provide: DATABASE_PATH, useValue: options.databasePath }],
    };
  }
}
