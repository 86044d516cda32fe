import type { EventMetadata } from '@app/event-store';
import { EVENT_NAMES, WEBHOOK_EVENT_NAMES } from '../event-names';
import type { JsonSchema } from '../schema/json-schema';
import { count, named, nullable, object, oneOf, text } from '../schema/shapes';
import {
  DISABLED_REASONS,
  type DeliveryExhaustedData,
  type WebhookDisabledData,
  type WebhookRecoveredData,
} from '../webhook-event-data';
import type { Wording } from './wording';

type OfWebhook = Pick<WebhookDisabledData, 'id' | 'name' | 'url' | 'account'>;

/** What webhooks are told of one another. The secret and the headers of none are among it. */
export function webhookEvents({ prefix, id, time }: Wording, accountSchema: JsonSchema) {
  const renderWebhook = ({ id: webhookId, name, url }: OfWebhook): object => ({
    id: id.encode(webhookId),
    name,
    url,
  });
  const renderAccount = ({ account }: OfWebhook): object => ({
    id: id.encode(account.id),
    name: account.name,
  });
  const renderDelivery = (delivery: DeliveryExhaustedData['delivery']): object => ({
    id: id.encode(delivery.id),
    message_id: delivery.messageId,
    event: delivery.event,
    conversation_id: delivery.conversationId === null ? null : id.encode(delivery.conversationId),
    attempts: delivery.attempts,
    error_class: delivery.errorClass,
    status_code: delivery.statusCode,
  });

  const webhookSchema = named(
    `${prefix}Webhook`,
    object({
      id: id.schema,
      name: { description: 'null where it was given none', ...nullable(text) },
      url: text,
    }),
  );
  const failingSinceSchema = { description: 'The first of the failures in a row', ...time.schema };
  const deliverySchema = named(
    `${prefix}ExhaustedDelivery`,
    object({
      id: id.schema,
      message_id: { description: 'The webhook-id of its POSTs', ...text },
      event: oneOf(EVENT_NAMES.filter((name) => !WEBHOOK_EVENT_NAMES.includes(name))),
      conversation_id: {
        description: 'The display id; null for what is of no conversation',
        ...nullable(id.schema),
      },
      attempts: count,
      error_class: {
        description:
          'Why the last attempt failed, e.g. timeout or http-status; null where none could be made',
        ...nullable(text),
      },
      status_code: {
        description: 'What the last attempt was answered; null where it was not',
        ...nullable(count),
      },
    }),
  );

  return {
    webhook_disabled: {
      render: (data: WebhookDisabledData) => ({
        webhook: renderWebhook(data),
        reason: data.reason,
        failing_since: data.failingSince === null ? null : time.encode(data.failingSince),
        disabled_at: time.encode(data.disabledAt),
        account: renderAccount(data),
      }),
      properties: {
        webhook: webhookSchema,
        reason: {
          description:
            'owner: a person’s wish; failures: days of nothing else; gone: the endpoint answered 410',
          ...oneOf(DISABLED_REASONS),
        },
        failing_since: nullable(failingSinceSchema),
        disabled_at: time.schema,
        account: accountSchema,
      },
    },
    webhook_recovered: {
      render: (data: WebhookRecoveredData, { occurredAt }: EventMetadata) => ({
        webhook: renderWebhook(data),
        failing_since: time.encode(data.failingSince),
        recovered_at: time.encode(occurredAt),
        account: renderAccount(data),
      }),
      properties: {
        webhook: webhookSchema,
        failing_since: failingSinceSchema,
        recovered_at: time.schema,
        account: accountSchema,
      },
    },
    delivery_exhausted: {
      render: (data: DeliveryExhaustedData, { occurredAt }: EventMetadata) => ({
        webhook: renderWebhook(data),
        delivery: renderDelivery(data.delivery),
        exhausted_at: time.encode(occurredAt),
        account: renderAccount(data),
      }),
      properties: {
        webhook: webhookSchema,
        delivery: deliverySchema,
        exhausted_at: time.schema,
        account: accountSchema,
      },
    },
  };
}
