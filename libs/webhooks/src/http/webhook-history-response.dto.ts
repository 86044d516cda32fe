import { ApiProperty } from '@nestjs/swagger';
import { messageIdOf } from '../domain/message-id';
import type { ExhaustedDelivery } from '../domain/webhook-events';
import type { WebhookSettings } from '../domain/webhook-settings';
import type { HistoryPage, StoredWebhookEvent } from '../queries/webhook-history';

const ENTRY_TYPES = {
  WebhookCreated: 'webhook_created',
  WebhookUpdated: 'webhook_updated',
  WebhookDeleted: 'webhook_deleted',
  WebhookDisabled: 'webhook_disabled',
  WebhookEnabled: 'webhook_enabled',
  WebhookSecretRotated: 'webhook_secret_rotated',
  WebhookRecovered: 'webhook_recovered',
  DeliveryExhausted: 'delivery_exhausted',
  WebhookTestRequested: 'webhook_test_requested',
} as const satisfies Record<StoredWebhookEvent['type'], string>;

export class WebhookActorDto {
  id: number;
  type: string;
}

/** All settings from then on; of `webhook_created` and `webhook_updated`. */
export class WebhookHistorySettingsDto {
  url: string;
  name: string | null;
  subscriptions: string[];
  format: string;
  inbox_id: number | null;
  timeout_seconds: number;
  rate_limit: number | null;
  ordering: string;
  custom_header_names: string[];
}

/** The delivery that is not tried again; of `delivery_exhausted`. */
export class ExhaustedDeliveryDto {
  id: number;
  /** The `webhook-id` of its POSTs. */
  message_id: string;
  event: string;
  conversation_id: number | null;
  attempts: number;
  /** Of the last attempt; null where it was answered. */
  error_class: string | null;
  /** Of the last answer; null where there was none. */
  status_code: number | null;
}

export class WebhookHistoryEntryDto {
  /** 1 for the first entry, without holes. */
  version: number;
  @ApiProperty({ enum: Object.values(ENTRY_TYPES) })
  type: string;
  /** ISO 8601. */
  at: string;
  /** Who did it; null for the system. */
  actor: WebhookActorDto | null;
  settings?: WebhookHistorySettingsDto;
  /** Of `webhook_disabled`: `owner`, `failures` or `gone`. */
  reason?: string;
  /** The first of the failures in a row, ISO 8601; of `webhook_disabled` and `webhook_recovered`. */
  failing_since?: string | null;
  /** Whether what happened meanwhile is delivered; of `webhook_enabled`. */
  deliver_missed?: boolean;
  /** At how many POSTs a second that is delivered; of `webhook_enabled`. */
  rate?: number;
  /** Until when the secret of before signs as well, ISO 8601; of `webhook_secret_rotated`. */
  previous_secret_valid_until?: string | null;
  /** The event that an example was sent of; of `webhook_test_requested`. */
  event?: string;
  /** The `webhook-id` of its POST; of `webhook_test_requested`. */
  message_id?: string;
  delivery?: ExhaustedDeliveryDto;
}

export class WebhookHistoryMetaDto {
  /** To be sent as `before` for the next page; null on the last. */
  next_before: number | null;
}

export class WebhookHistoryPageDto {
  /** Newest first. */
  payload: WebhookHistoryEntryDto[];
  meta: WebhookHistoryMetaDto;
}

export function toWebhookHistoryPage({ events, nextBefore }: HistoryPage): WebhookHistoryPageDto {
  return { payload: events.map(toEntry), meta: { next_before: nextBefore } };
}

function toEntry(stored: StoredWebhookEvent): WebhookHistoryEntryDto {
  const { version, type, metadata } = stored;
  const actor = metadata.actor && { id: metadata.actor.id, type: metadata.actor.type };
  const entry = { version, type: ENTRY_TYPES[type], at: metadata.occurredAt, actor };
  return { ...entry, ...toDetails(stored) };
}

/** Secrets and the values of headers are not among them. */
function toDetails(stored: StoredWebhookEvent): Partial<WebhookHistoryEntryDto> {
  switch (stored.type) {
    case 'WebhookCreated':
    case 'WebhookUpdated':
      return { settings: toSettings(stored.data) };
    case 'WebhookDisabled':
      return { reason: stored.data.reason, failing_since: stored.data.failingSince };
    case 'WebhookEnabled': {
      const { missedFromPosition, ratePerSecond } = stored.data;
      return { deliver_missed: missedFromPosition !== null, rate: ratePerSecond };
    }
    case 'WebhookSecretRotated':
      return { previous_secret_valid_until: stored.data.previous[0]?.validUntil ?? null };
    case 'WebhookRecovered':
      return { failing_since: stored.data.failingSince };
    case 'DeliveryExhausted':
      return { delivery: toDelivery(stored.data.delivery) };
    case 'WebhookTestRequested': {
      const { id, event } = stored.data;
      return { event, message_id: messageIdOf(stored.id, id) };
    }
    case 'WebhookDeleted':
      return {};
  }
}

function toSettings(settings: WebhookSettings): WebhookHistorySettingsDto {
  return {
    url: settings.url,
    name: settings.name,
    subscriptions: [...settings.subscriptions],
    format: settings.format,
    inbox_id: settings.inboxId,
    timeout_seconds: settings.timeoutSeconds,
    rate_limit: settings.rateLimit,
    ordering: settings.ordering,
    custom_header_names: [...(settings.customHeaders?.names ?? [])],
  };
}

function toDelivery(delivery: ExhaustedDelivery): ExhaustedDeliveryDto {
  return {
    id: delivery.id,
    message_id: delivery.messageId,
    event: delivery.event,
    conversation_id: delivery.conversationId,
    attempts: delivery.attempts,
    error_class: delivery.errorClass,
    status_code: delivery.statusCode,
  };
}
