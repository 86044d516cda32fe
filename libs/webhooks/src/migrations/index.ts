import type { Migrations } from '@app/event-store';
import { CreateWebhooks1765000003000 } from './postgres/1765000003000-create-webhooks';
import { CreateWebhooks1764000003000 } from './sqlite/1764000003000-create-webhooks';
import { AddInboxCallbacks1764000007000 } from './sqlite/1764000007000-add-inbox-callbacks';
import { ExtendWebhooks1764000012000 } from './sqlite/1764000012000-extend-webhooks';
import { CreateSubscriptionChanges1764000015000 } from './sqlite/1764000015000-create-subscription-changes';

export const WEBHOOK_MIGRATIONS: Migrations = {
  sqlite: [
    CreateWebhooks1764000003000,
    AddInboxCallbacks1764000007000,
    ExtendWebhooks1764000012000,
    CreateSubscriptionChanges1764000015000,
  ],
  postgres: [CreateWebhooks1765000003000],
};
