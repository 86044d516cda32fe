import { quoteReceived, Refusal } from '@app/event-store';
import { isEndpointUrl } from './endpoint-url';

export const MAX_TIMEOUT_SECONDS = 30;
export const MAX_RATE_LIMIT = 1_000;

/** `conversation`: the events of one conversation one after the other, in the order of the log. */
export const ORDERINGS = ['none', 'conversation'] as const;
export type Ordering = (typeof ORDERINGS)[number];

/** Headers that the owner has each POST carry besides those of the system. */
export interface SealedHeaders {
  readonly names: readonly string[];
  /** Of the JSON of an object from names to values, which are secrets as often as not. */
  readonly sealed: string;
}

/** How the POSTs of a webhook are made. */
export interface DeliverySettings {
  /** For headers and body of a response together, from 1 to 30. */
  readonly timeoutSeconds: number;
  /** POSTs a second, from 1 to 1,000; null for as many as there are. */
  readonly rateLimit: number | null;
  readonly ordering: Ordering;
  readonly customHeaders: SealedHeaders | null;
}

/** Of a webhook that sets none, and of whatever else is POSTed to. */
export const DEFAULT_DELIVERY_SETTINGS: DeliverySettings = {
  timeoutSeconds: 15,
  rateLimit: null,
  ordering: 'none',
  customHeaders: null,
};

/** What an administrator sets. */
export interface WebhookSettings extends DeliverySettings {
  readonly url: string;
  readonly name: string | null;
  /** Names of events, as the catalogue of payloads has them. */
  readonly subscriptions: readonly string[];
  readonly format: string;
  /** Only events of this inbox; null for those of the whole account. */
  readonly inboxId: number | null;
}

/** What a command may ask for: the events and formats there are, and the inboxes of the account. */
export interface Offer {
  readonly events: readonly string[];
  readonly formats: readonly string[];
  /** Whether the inbox asked for is one of the account's. */
  readonly inboxExists: boolean;
}

/** The settings alone, of whatever has them among other things. */
export function settingsOf({
  url,
  name,
  subscriptions,
  format,
  inboxId,
  timeoutSeconds,
  rateLimit,
  ordering,
  customHeaders,
}: WebhookSettings): WebhookSettings {
  return {
    url,
    name,
    subscriptions,
    format,
    inboxId,
    timeoutSeconds,
    rateLimit,
    ordering,
    customHeaders,
  };
}

export function sameSettings(one: WebhookSettings, other: WebhookSettings): boolean {
  return JSON.stringify(settingsOf(one)) === JSON.stringify(settingsOf(other));
}

/**
 * The messages about what Chatwoot has as well are those of Chatwoot, to the letter: its clients
 * show and compare them.
 * @throws Refusal naming the field
 */
export function checkSettings(settings: WebhookSettings, offer: Offer): void {
  const { url, subscriptions, format } = settings;
  if (!isEndpointUrl(url)) throw Refusal.invalid('url', 'Url is invalid');
  if (
    subscriptions.length === 0 ||
    subscriptions.some((name) => !offer.events.includes(name)) ||
    new Set(subscriptions).size < subscriptions.length
  ) {
    throw Refusal.invalid('subscriptions', 'Subscriptions Invalid events');
  }
  if (!offer.formats.includes(format)) {
    throw Refusal.invalid(
      'format',
      `Format must be one of ${offer.formats.join(', ')}, got ${format}`,
    );
  }
  if (!offer.inboxExists) throw Refusal.invalid('inbox_id', 'Inbox must exist');
  checkDeliverySettings(settings);
}

function checkDeliverySettings({ timeoutSeconds, rateLimit, ordering }: DeliverySettings): void {
  expectInteger('timeout_seconds', 'Timeout seconds', timeoutSeconds, 1, MAX_TIMEOUT_SECONDS);
  if (rateLimit !== null) expectInteger('rate_limit', 'Rate limit', rateLimit, 1, MAX_RATE_LIMIT);
  if (!ORDERINGS.includes(ordering)) {
    throw Refusal.invalid(
      'ordering',
      `Ordering must be one of ${ORDERINGS.join(', ')}, got ${quoteReceived(ordering)}`,
    );
  }
}

/** @throws Refusal naming the field */
export function expectInteger(
  field: string,
  label: string,
  value: number,
  min: number,
  max: number,
): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw Refusal.invalid(
    field,
    `${label} must be an integer from ${min} to ${max}, got ${quoteReceived(value)}`,
  );
}
