import { EventStore } from '@app/event-store';
import type { Format } from '@app/payloads';
import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { COMMAND_HANDLERS } from './commands/command-handlers';
import { DEFAULT_FORMAT, WebhooksController } from './http/webhooks.controller';
import { WebhookHistoryController } from './http/webhook-history.controller';
import { WebhookSecretController } from './http/webhook-secret.controller';
import { WebhookStateController } from './http/webhook-state.controller';
import { WebhookTestController } from './http/webhook-test.controller';
import { WebhookResponses } from './http/webhook-responses';
import { ListWebhooksHandler } from './queries/list-webhooks';
import { WebhookHistoryHandler } from './queries/webhook-history';
import { WEBHOOK_PROJECTIONS } from './read-model/projections';
import { WebhookEndpoints } from './read-model/webhook-endpoints';
import { WebhookEntity } from './read-model/webhook.entity';
import { SubscriptionsAt } from './subscriptions/subscriptions-at';
import { UPCASTERS } from './upcasters/upcasters';

/** The webhooks of accounts and the callbacks of inboxes: their settings, their secrets and who wants which events. */
@Module({})
export class WebhooksModule {
  constructor(store: EventStore) {
    for (const projection of WEBHOOK_PROJECTIONS) store.addProjection(projection);
    for (const upcaster of UPCASTERS) store.addUpcaster(upcaster);
  }

  /** @param defaultFormat of webhooks whose creation names none */
  static forRoot(defaultFormat: Format): DynamicModule {
    return {
      module: WebhooksModule,
      global: true,
      imports: [TypeOrmModule.forFeature([WebhookEntity])],
      controllers: [
        WebhooksController,
        WebhookStateController,
        WebhookSecretController,
        WebhookTestController,
        WebhookHistoryController,
      ],
      providers: [
        { provide: DEFAULT_FORMAT, useValue: defaultFormat },
        WebhookEndpoints,
        SubscriptionsAt,
        WebhookResponses,
        ...COMMAND_HANDLERS,
        ListWebhooksHandler,
        WebhookHistoryHandler,
      ],
      exports: [WebhookEndpoints, SubscriptionsAt],
    };
  }
}
