import type { Statement } from '@app/event-store';
import type { FailingWebhook } from './health-table';

/** A row of the table `webhook_health`. */
export interface HealthRow {
  readonly webhook_id: number;
  readonly account_id: number;
  readonly failing_since_ms: number;
  readonly disable_at_ms: number;
  readonly circuit_opened: number;
  readonly was_disabled: number;
}

export const LOAD = 'SELECT * FROM webhook_health ORDER BY webhook_id';

export const FIND = 'SELECT * FROM webhook_health WHERE webhook_id = ?';

const SAVE = `
  INSERT INTO webhook_health
    (webhook_id, account_id, failing_since_ms, disable_at_ms, circuit_opened, was_disabled)
  VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT (webhook_id) DO UPDATE SET
    failing_since_ms = excluded.failing_since_ms,
    disable_at_ms = CASE WHEN webhook_health.disable_at_ms > excluded.disable_at_ms
      THEN webhook_health.disable_at_ms ELSE excluded.disable_at_ms END,
    circuit_opened = excluded.circuit_opened, was_disabled = excluded.was_disabled`;

export function toFailingWebhook(row: HealthRow): FailingWebhook {
  return {
    webhookId: row.webhook_id,
    accountId: row.account_id,
    failingSinceMs: row.failing_since_ms,
    disableAtMs: row.disable_at_ms,
    circuitOpened: row.circuit_opened === 1,
    wasDisabled: row.was_disabled === 1,
  };
}

export function save(webhook: FailingWebhook): Statement {
  return {
    sql: SAVE,
    params: [
      webhook.webhookId,
      webhook.accountId,
      webhook.failingSinceMs,
      webhook.disableAtMs,
      webhook.circuitOpened ? 1 : 0,
      webhook.wasDisabled ? 1 : 0,
    ],
  };
}

/** It was enabled again: that much longer it may fail, however long it has failed already. */
export function putOffDisabling(webhookId: number, disableAtMs: number): Statement {
  return {
    sql: 'UPDATE webhook_health SET disable_at_ms = ? WHERE webhook_id = ?',
    params: [disableAtMs, webhookId],
  };
}

export function remove(webhookId: number): Statement {
  return { sql: 'DELETE FROM webhook_health WHERE webhook_id = ?', params: [webhookId] };
}
