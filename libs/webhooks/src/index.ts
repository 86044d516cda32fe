export { CreateWebhook, type NewWebhook } from './commands/create-webhook';
export { DeleteWebhook } from './commands/delete-webhook';
export { DisableWebhook } from './commands/disable-webhook';
export { EnableWebhook, type EnableOptions } from './commands/enable-webhook';
export { RecordExhaustion } from './commands/record-exhaustion';
export { RecordRecovery } from './commands/record-recovery';
export { RotateSecret, type Rotation } from './commands/rotate-secret';
export { TestWebhook, type RequestedTest } from './commands/test-webhook';
export { UpdateWebhook, type WebhookChanges } from './commands/update-webhook';
export type { CustomHeaders } from './domain/custom-headers';
export { messageIdOf } from './domain/message-id';
export { webhookRef, type Disabling, type Webhook } from './domain/webhook';
export type {
  DisabledReason,
  ExhaustedDelivery,
  PreviousSecret,
  WebhookDisabledData,
  WebhookEnabledData,
  WebhookEvent,
  WebhookSecretRotatedData,
} from './domain/webhook-events';
export {
  DEFAULT_DELIVERY_SETTINGS,
  type DeliverySettings,
  type Ordering,
  type WebhookSettings,
} from './domain/webhook-settings';
export { WEBHOOK_PROJECTIONS } from './read-model/projections';
export { WebhookEndpoints, type WebhookEndpoint } from './read-model/webhook-endpoints';
export { checkSecretsKey, WrongSecretsKeyError } from './secrets/check-secrets-key';
export {
  SubscriptionModel,
  type Subscription,
  type SubscriptionRow,
} from './subscriptions/subscription-model';
export { SubscriptionsAt } from './subscriptions/subscriptions-at';
export { UPCASTERS as WEBHOOK_UPCASTERS } from './upcasters/upcasters';
export { WebhooksModule } from './webhooks.module';
export { WEBHOOK_MIGRATIONS } from './migrations';
