import { describeMigrations } from '@app/event-store/testing';
import { WEBHOOK_MIGRATIONS } from '.';

describe('the migrations of webhooks', () => {
  describeMigrations(WEBHOOK_MIGRATIONS, [
    'webhooks',
    'inbox_callbacks',
    'subscriptions',
    'subscription_changes',
  ]);
});
