import type { InlineProjection } from '@app/event-store';
import { subscriptionChangesProjection } from '../subscriptions/subscription-changes';
import { inboxCallbacksProjection } from './inbox-callbacks.projection';
import { webhooksProjection } from './webhooks.projection';

export const WEBHOOK_PROJECTIONS: readonly InlineProjection[] = [
  webhooksProjection,
  inboxCallbacksProjection,
  subscriptionChangesProjection,
];
