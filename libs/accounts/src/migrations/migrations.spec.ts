import { describeMigrations } from '@app/event-store/testing';
import { ACCOUNT_MIGRATIONS } from '.';

describe('the migrations of accounts', () => {
  describeMigrations(ACCOUNT_MIGRATIONS, [
    'accounts',
    'users',
    'account_users',
    'access_tokens',
    'teams',
    'team_members',
  ]);
});
