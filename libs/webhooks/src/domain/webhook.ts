import { Refusal, type Decider } from '@app/event-store';
import { isEndpointUrl } from './endpoint-url';

/** What an administrator sets. */
export interface WebhookSettings {
  readonly url: string;
  readonly name: string | null;
  /** Names of events, as the catalogue of payloads has them. */
  readonly subscriptions: readonly string[];
  readonly format: string;
  /** Only events of this inbox; null for those of the whole account. */
  readonly inboxId: number | null;
}

interface Identity {
  readonly id: number;
  readonly accountId: number;
}

export type WebhookCreatedData = Identity & WebhookSettings & { readonly sealedSecret: string };

export type WebhookEvent =
  | { type: 'WebhookCreated'; data: WebhookCreatedData }
  | { type: 'WebhookUpdated'; data: Identity & WebhookSettings }
  | { type: 'WebhookDeleted'; data: Identity };

/** What a command may ask for: the events and formats there are, and the inboxes of the account. */
export interface Offer {
  readonly events: readonly string[];
  readonly formats: readonly string[];
  /** Whether the inbox asked for is one of the account's. */
  readonly inboxExists: boolean;
}

export type WebhookCommand =
  | { type: 'CreateWebhook'; webhook: WebhookCreatedData; offer: Offer }
  | { type: 'UpdateWebhook'; accountId: number; changes: Partial<WebhookSettings>; offer: Offer }
  | { type: 'DeleteWebhook'; accountId: number };

/** `deleted` is also what a webhook is before it is created. */
export interface Webhook extends WebhookCreatedData {
  readonly deleted: boolean;
}

export const webhookStream = (id: number): string => `webhook-${id}`;

export const webhookDecider: Decider<WebhookCommand, Webhook, WebhookEvent> = {
  stateSchema: 1,
  initialState: {
    id: 0,
    accountId: 0,
    url: '',
    name: null,
    subscriptions: [],
    format: '',
    inboxId: null,
    sealedSecret: '',
    deleted: true,
  },

  decide(command, state) {
    if (command.type === 'CreateWebhook') {
      checkSettings(command.webhook, command.offer);
      return [{ type: 'WebhookCreated', data: command.webhook }];
    }
    if (state.deleted || state.accountId !== command.accountId) throw Refusal.notFound();
    const { id, accountId, url, name, subscriptions, format, inboxId } = state;
    if (command.type === 'DeleteWebhook') {
      return [{ type: 'WebhookDeleted', data: { id, accountId } }];
    }
    const before = { url, name, subscriptions, format, inboxId };
    const after = { ...before, ...command.changes };
    checkSettings(after, command.offer);
    if (sameSettings(before, after)) return [];
    return [{ type: 'WebhookUpdated', data: { id, accountId, ...after } }];
  },

  evolve(state, event) {
    switch (event.type) {
      case 'WebhookCreated':
        return { ...event.data, deleted: false };
      case 'WebhookUpdated':
        return { ...state, ...event.data };
      case 'WebhookDeleted':
        return { ...state, deleted: true };
    }
  },
};

/** The messages are those of Chatwoot, to the letter: its clients show and compare them. */
function checkSettings({ url, subscriptions, format }: WebhookSettings, offer: Offer): void {
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
}

function sameSettings(one: WebhookSettings, other: WebhookSettings): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
