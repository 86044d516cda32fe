export { CreateWebhook } from './commands/create-webhook';
export { DeleteWebhook } from './commands/delete-webhook';
export { UpdateWebhook } from './commands/update-webhook';
export {
  webhookDecider,
  type Webhook,
  type WebhookEvent,
  type WebhookSettings,
} from './domain/webhook';
export { CreateWebhooks1764000003000 } from './migrations/1764000003000-create-webhooks';
export { AddInboxCallbacks1764000007000 } from './migrations/1764000007000-add-inbox-callbacks';
export { inboxCallbacksProjection } from './read-model/inbox-callbacks.projection';
export { WebhookEndpoints, type WebhookEndpoint } from './read-model/webhook-endpoints';
export { webhooksProjection } from './read-model/webhooks.projection';
export { checkSecretsKey, WrongSecretsKeyError } from './secrets/check-secrets-key';
export {
  SubscriptionModel,
  type Subscription,
  type SubscriptionRow,
} from './subscriptions/subscription-model';
export { WebhooksModule } from './webhooks.module';
