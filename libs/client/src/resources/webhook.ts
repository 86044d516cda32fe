export type WebhookFormat = 'hoory' | 'chatwoot';

export type WebhookEventName =
  | 'message_created'
  | 'message_updated'
  | 'message_deleted'
  | 'conversation_created'
  | 'conversation_updated'
  | 'conversation_status_changed'
  | 'conversation_deleted'
  | 'conversation_typing_on'
  | 'conversation_typing_off'
  | 'contact_created'
  | 'contact_updated'
  | 'contact_deleted'
  | 'inbox_created'
  | 'inbox_updated'
  | 'webwidget_triggered'
  | 'webhook_disabled'
  | 'webhook_recovered'
  | 'delivery_exhausted';

/** `conversation`: the events of one conversation one after the other, in order. */
export type WebhookOrdering = 'none' | 'conversation';

/** `failures`: 5 days of nothing else. `gone`: its endpoint answered 410. */
export type WebhookDisabledReason = 'owner' | 'failures' | 'gone';

export interface Webhook {
  readonly id: number;
  readonly name: string | null;
  readonly url: string;
  readonly account_id: number;
  readonly subscriptions: readonly WebhookEventName[];
  /** `whsec_` and base64: what `verifyWebhook` takes. */
  readonly secret: string;
  /** ISO 8601: until when the secret of before the last rotation signs as well; null where none does. */
  readonly previous_secret_valid_until: string | null;
  readonly format: WebhookFormat;
  /** The one inbox whose events it gets; absent where it gets those of all. */
  readonly inbox?: { readonly id: number; readonly name: string };
  /** For headers and body of the response together, once there is a connection. */
  readonly timeout_seconds: number;
  /** POSTs a second; null for no limit. */
  readonly rate_limit: number | null;
  readonly ordering: WebhookOrdering;
  /** Of the headers that its owner has added; their values are never shown. */
  readonly custom_header_names: readonly string[];
  /** A disabled webhook gets nothing. */
  readonly status: 'enabled' | 'disabled';
  /** null where it is enabled. */
  readonly disabled_reason: WebhookDisabledReason | null;
  /** ISO 8601; null where it is enabled. */
  readonly disabled_at: string | null;
}
