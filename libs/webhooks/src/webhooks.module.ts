import { EventStore } from '@app/event-store';
import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CreateWebhookHandler } from './commands/create-webhook';
import { DeleteWebhookHandler } from './commands/delete-webhook';
import { UpdateWebhookHandler } from './commands/update-webhook';
import { WebhooksController } from './http/webhooks.controller';
import { ListWebhooksHandler } from './queries/list-webhooks';
import { WebhookEndpoints } from './read-model/webhook-endpoints';
import { WebhookEntity } from './read-model/webhook.entity';
import { webhooksProjection } from './read-model/webhooks.projection';
import { SecretBox } from './secrets/secret-box';

/** The webhooks of accounts: their settings, their secrets and who wants which events. */
@Module({})
export class WebhooksModule {
  constructor(store: EventStore) {
    store.addProjection(webhooksProjection);
  }

  /** @param secretsKey base64 of the 32 bytes that signing secrets are encrypted at rest with */
  static forRoot(secretsKey: string): DynamicModule {
    return {
      module: WebhooksModule,
      imports: [TypeOrmModule.forFeature([WebhookEntity])],
      controllers: [WebhooksController],
      providers: [
        { provide: SecretBox, useValue: new SecretBox(secretsKey) },
        WebhookEndpoints,
        CreateWebhookHandler,
        UpdateWebhookHandler,
        DeleteWebhookHandler,
        ListWebhooksHandler,
      ],
      exports: [SecretBox, WebhookEndpoints],
    };
  }
}
