/** What of a database is moved. */
export interface MovedTable {
  readonly name: string;
  /** The columns of its primary key. */
  readonly key: readonly string[];
  /** Whether its rows never change, so that those that are there need not be copied again. */
  readonly appendOnly: boolean;
}

const changing = (name: string, ...key: string[]): MovedTable => ({ name, key, appendOnly: false });
const appendOnly = (name: string, key: string): MovedTable => ({
  name,
  key: [key],
  appendOnly: true,
});

/**
 * All that the migrations make. Read models are copied too and not made anew: that is quicker, and
 * leaves nothing to differ.
 */
export const TABLES: readonly MovedTable[] = [
  appendOnly('events', 'position'),
  appendOnly('attempts', 'id'),
  changing('streams', 'stream'),
  changing('sequences', 'name'),
  changing('checkpoints', 'consumer'),
  changing('idempotency_keys', 'key'),
  changing('accounts', 'id'),
  changing('users', 'id'),
  changing('account_users', 'account_id', 'user_id'),
  changing('access_tokens', 'token_hash'),
  changing('teams', 'id'),
  changing('team_members', 'team_id', 'user_id'),
  changing('contacts', 'id'),
  changing('contact_inboxes', 'id'),
  changing('contact_attributes', 'contact_id', 'key'),
  changing('inboxes', 'id'),
  changing('conversations', 'account_id', 'display_id'),
  changing('messages', 'account_id', 'display_id', 'id'),
  changing('webhooks', 'id'),
  changing('inbox_callbacks', 'webhook_id'),
  changing('subscriptions', 'webhook_id'),
  changing('subscription_changes', 'account_id', 'position'),
  changing('webhook_health', 'webhook_id'),
  changing('recoveries', 'id'),
  changing('attempt_counts', 'hour_ms', 'webhook_id', 'outcome', 'duration_bucket'),
  changing('deliveries', 'id'),
];
