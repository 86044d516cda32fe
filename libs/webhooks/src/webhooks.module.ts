import { EventStore } from '@app/event-store';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CreateWebhookHandler } from './commands/create-webhook';
import { DeleteWebhookHandler } from './commands/delete-webhook';
import { UpdateWebhookHandler } from './commands/update-webhook';
import { WebhooksController } from './http/webhooks.controller';
import { ListWebhooksHandler } from './queries/list-webhooks';
import { inboxCallbacksProjection } from './read-model/inbox-callbacks.projection';
import { WebhookEndpoints } from './read-model/webhook-endpoints';
import { WebhookEntity } from './read-model/webhook.entity';
import { webhooksProjection } from './read-model/webhooks.projection';

/** The webhooks of accounts and the callbacks of inboxes: their settings, their secrets and who wants which events. */
@Module({
  imports: [TypeOrmModule.forFeature([WebhookEntity])],
  controllers: [WebhooksController],
  providers: [
    WebhookEndpoints,
    CreateWebhookHandler,
    UpdateWebhookHandler,
    DeleteWebhookHandler,
    ListWebhooksHandler,
  ],
  exports: [WebhookEndpoints],
})
export class WebhooksModule {
  constructor(store: EventStore) {
    store.addProjection(webhooksProjection);
    store.addProjection(inboxCallbacksProjection);
  }
}
