import type { InlineProjection } from '@app/event-store';
import { accountsProjection } from './accounts.projection';
import { teamsProjection } from './teams.projection';

export const ACCOUNT_PROJECTIONS: readonly InlineProjection[] = [
  accountsProjection,
  teamsProjection,
];
