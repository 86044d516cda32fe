/** How a webhook does: what became of the attempts of the last 24 hours, and what waits. */
export interface WebhookStatistics {
  /** From 0 to 1; null without attempts. */
  readonly success_rate: number | null;
  /** Within 10 %; null without attempts. */
  readonly duration_ms: { readonly p50: number | null; readonly p99: number | null };
  /** That ended in the last 24 hours, the one that is under way included. */
  readonly attempts: number;
  /** Deliveries that are not finished; 10,000 means so many or more. */
  readonly pending: number;
  /** When the next delivery that has failed is attempted again, ISO 8601; null where none waits for it. */
  readonly next_retry_at: string | null;
  /** `open` where nothing but a probe now and then is sent, until one succeeds. */
  readonly circuit: 'closed' | 'open';
  /** 24 of them, oldest first: how many attempts ended in each. */
  readonly hours: readonly HourOfAttempts[];
}

export interface HourOfAttempts {
  /** Its start, ISO 8601. */
  readonly at: string;
  readonly succeeded: number;
  readonly failed: number;
}
