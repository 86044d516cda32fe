import type { AccountEvent } from '@app/accounts';
import type { InboxEvent } from '@app/conversation';
import type { InlineProjection } from '@app/event-store';
import type { WebhookEvent } from '../domain/webhook-events';

/** The events of which `SubscriptionModel` makes who wants which events. */
export const SUBSCRIPTION_CHANGES: readonly (WebhookEvent | InboxEvent | AccountEvent)['type'][] = [
  'WebhookCreated',
  'WebhookUpdated',
  'WebhookDisabled',
  'WebhookEnabled',
  'WebhookDeleted',
  'InboxCreated',
  'InboxUpdated',
  'AccountDeleted',
];

const CHANGES: ReadonlySet<string> = new Set(SUBSCRIPTION_CHANGES);

/** Where in the log they stand, so that what was wanted at any position can be folded from a few events. */
export const subscriptionChangesProjection: InlineProjection<'subscription_changes'> = {
  name: 'subscription-changes',
  tables: ['subscription_changes'],
  project({ type, position, metadata: { accountId } }, table) {
    if (!CHANGES.has(type) || accountId === null) return [];
    return [
      {
        sql: `INSERT INTO ${table.subscription_changes} (account_id, position) VALUES (?, ?)`,
        params: [accountId, position],
      },
    ];
  },
};
