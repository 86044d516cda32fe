import { ACCOUNT_PROJECTIONS } from '@app/accounts';
import { CONVERSATION_PROJECTIONS, CONVERSATION_UPCASTERS } from '@app/conversation';
import type { InlineProjection, Upcaster } from '@app/event-store';
import { WEBHOOK_PROJECTIONS, WEBHOOK_UPCASTERS } from '@app/webhooks';

/** All that the modules keep in the transaction of the append. */
export const PROJECTIONS: readonly InlineProjection[] = [
  ...ACCOUNT_PROJECTIONS,
  ...CONVERSATION_PROJECTIONS,
  ...WEBHOOK_PROJECTIONS,
];

export const UPCASTERS: readonly Upcaster[] = [...CONVERSATION_UPCASTERS, ...WEBHOOK_UPCASTERS];
