import type { AccountEvent } from '@app/accounts';
import type { Inbox, InboxEvent } from '@app/conversation';
import type { CommandMetadata, DomainEvent, EventMetadata, StoredEvent } from '@app/event-store';
import type {
  WebhookCreatedData,
  WebhookDisabledData,
  WebhookEnabledData,
  WebhookEvent,
  WebhookSecretRotatedData,
} from '../domain/webhook-events';
import { DEFAULT_DELIVERY_SETTINGS } from '../domain/webhook-settings';

export const webhookData = (changes: Partial<WebhookCreatedData> = {}): WebhookCreatedData => {
  const id = changes.id ?? 1;
  return {
    id,
    accountId: 1,
    url: `https://example.com/hooks/${id}`,
    name: null,
    subscriptions: ['message_created'],
    format: 'hoory',
    inboxId: null,
    ...DEFAULT_DELIVERY_SETTINGS,
    sealedSecret: 'v1.sealed',
    startFromPosition: null,
    ...changes,
  };
};

export const webhookCreated = (changes?: Partial<WebhookCreatedData>): WebhookEvent => ({
  type: 'WebhookCreated',
  data: webhookData(changes),
});

export const webhookUpdated = (changes?: Partial<WebhookCreatedData>): WebhookEvent => {
  const { sealedSecret: _, startFromPosition: __, ...data } = webhookData(changes);
  return { type: 'WebhookUpdated', data };
};

export const webhookDeleted = (id = 1, accountId = 1): WebhookEvent => ({
  type: 'WebhookDeleted',
  data: { id, accountId },
});

export const webhookDisabled = (
  changes: Partial<WebhookDisabledData> = {},
): { type: 'WebhookDisabled'; data: WebhookDisabledData } => {
  const { sealedSecret: _, ...data } = webhookData(changes);
  return {
    type: 'WebhookDisabled',
    data: {
      reason: 'owner',
      failingSince: null,
      disabledAt: '2026-01-02T00:00:00.000Z',
      account: { id: data.accountId, name: 'Hoory' },
      ...data,
    },
  };
};

export const webhookEnabled = (changes: Partial<WebhookEnabledData> = {}): WebhookEvent => ({
  type: 'WebhookEnabled',
  data: { id: 1, accountId: 1, missedFromPosition: null, ratePerSecond: 100, ...changes },
});

export const secretRotated = (changes: Partial<WebhookSecretRotatedData> = {}): WebhookEvent => ({
  type: 'WebhookSecretRotated',
  data: { id: 1, accountId: 1, sealedSecret: 'v1.rotated', previous: [], ...changes },
});

export interface InboxOptions {
  readonly id: number;
  readonly accountId?: number;
  /** "" by default: its own software does not listen. */
  readonly webhookUrl?: string;
  readonly sealedSecret?: string;
}

/** The id of an inbox's callback, out of the way of those of webhooks. */
export const callbackIdOf = (inboxId: number): number => 100 + inboxId;

const inboxData = ({
  id,
  accountId = 1,
  webhookUrl = '',
  sealedSecret = 'v1.sealed',
}: InboxOptions): Inbox => ({
  id,
  accountId,
  name: 'App',
  channel: { type: 'Channel::Api', webhookUrl, websiteUrl: '' },
  identifier: `inbox-${id}`,
  sealedHmacToken: 'v1.sealed-token',
  callback: { webhookId: callbackIdOf(id), sealedSecret },
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
});

const accountOf = ({ accountId = 1 }: InboxOptions) => ({ id: accountId, name: 'Hoory' });

export const inboxCreated = (inbox: InboxOptions): InboxEvent => ({
  type: 'InboxCreated',
  data: { ...inboxData(inbox), account: accountOf(inbox) },
});

export const inboxUpdated = (inbox: InboxOptions): InboxEvent => ({
  type: 'InboxUpdated',
  data: { inbox: inboxData(inbox), account: accountOf(inbox), changes: [] },
});

export const accountCreated = (id = 1, name = 'Hoory'): AccountEvent => ({
  type: 'AccountCreated',
  data: { id, name },
});

export const accountDeleted = (id = 1): AccountEvent => ({
  type: 'AccountDeleted',
  data: { id },
});

export const commandMetadata: CommandMetadata = {
  accountId: 1,
  actor: { type: 'user', id: 1 },
  correlationId: 'request-1',
};

export const eventMetadata: EventMetadata = {
  ...commandMetadata,
  causationId: null,
  occurredAt: '2026-01-01T00:00:00.000Z',
};

/** The event as the log would have it. */
export const stored = (event: DomainEvent): StoredEvent => ({
  ...event,
  id: 'event-1',
  stream: 'stream-1',
  version: 1,
  position: 1,
  schemaVersion: 1,
  metadata: eventMetadata,
  recordedAtMs: 0,
});
