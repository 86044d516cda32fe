import { Refusal, type Decider, type StreamRef } from '@app/event-store';
import { rotateSecret } from './rotate-secret';
import type { OwnerCommand, RecordCommand, WebhookCommand } from './webhook-commands';
import type {
  DisabledReason,
  PreviousSecret,
  WebhookCreatedData,
  WebhookEvent,
} from './webhook-events';
import {
  checkSettings,
  DEFAULT_DELIVERY_SETTINGS,
  expectInteger,
  MAX_RATE_LIMIT,
  sameSettings,
  settingsOf,
} from './webhook-settings';

/** Why and when (ISO 8601) a webhook was disabled. */
export interface Disabling {
  readonly reason: DisabledReason;
  readonly at: string;
}

/** `deleted` is also what a webhook is before it is created. */
export interface Webhook extends Omit<WebhookCreatedData, 'startFromPosition'> {
  readonly deleted: boolean;
  /** Newest first; some may have expired. */
  readonly previousSecrets: readonly PreviousSecret[];
  /** null where it is enabled. */
  readonly disabled: Disabling | null;
}

export const webhookStream = (id: number): string => `webhook-${id}`;

export const webhookDecider: Decider<WebhookCommand, Webhook, WebhookEvent> = {
  stateSchema: 2,
  initialState: {
    id: 0,
    accountId: 0,
    url: '',
    name: null,
    subscriptions: [],
    format: '',
    inboxId: null,
    ...DEFAULT_DELIVERY_SETTINGS,
    sealedSecret: '',
    deleted: true,
    previousSecrets: [],
    disabled: null,
  },

  decide(command, state) {
    if (command.type === 'CreateWebhook') {
      checkSettings(command.webhook, command.offer);
      return [{ type: 'WebhookCreated', data: command.webhook }];
    }
    const there = !state.deleted && state.accountId === command.accountId;
    switch (command.type) {
      case 'DisableWebhook':
      case 'RecordRecovery':
      case 'RecordExhaustion':
        if (there && command.account?.id) return record(command, state);
        // Only its owner has asked for it; the others just came too late.
        if (command.type === 'DisableWebhook' && command.reason === 'owner') {
          throw Refusal.notFound();
        }
        return [];
      default:
        if (!there) throw Refusal.notFound();
        return decideForOwner(command, state);
    }
  },

  evolve(state, event) {
    switch (event.type) {
      case 'WebhookCreated': {
        const { startFromPosition: _, ...webhook } = event.data;
        return { ...webhook, deleted: false, previousSecrets: [], disabled: null };
      }
      case 'WebhookUpdated':
        return { ...state, ...event.data };
      case 'WebhookDeleted':
        return { ...state, deleted: true };
      case 'WebhookDisabled': {
        const { reason, disabledAt } = event.data;
        return { ...state, disabled: { reason, at: disabledAt } };
      }
      case 'WebhookEnabled':
        return { ...state, disabled: null };
      case 'WebhookSecretRotated': {
        const { sealedSecret, previous } = event.data;
        return { ...state, sealedSecret, previousSecrets: previous };
      }
      case 'WebhookRecovered':
      case 'DeliveryExhausted':
      case 'WebhookTestRequested':
        return state;
    }
  },
};

export const webhookRef = (id: number): StreamRef<Webhook> => ({
  stream: webhookStream(id),
  decider: webhookDecider,
});

function decideForOwner(command: OwnerCommand, state: Webhook): readonly WebhookEvent[] {
  const { id, accountId } = state;
  switch (command.type) {
    case 'UpdateWebhook': {
      if (command.namesOtherSecret) {
        throw Refusal.invalid(
          'secret',
          'Secret must be the one of now: another takes its place by rotating it',
        );
      }
      const after = { ...settingsOf(state), ...command.changes };
      checkSettings(after, command.offer);
      if (sameSettings(state, after)) return [];
      return [{ type: 'WebhookUpdated', data: { id, accountId, ...after } }];
    }
    case 'DeleteWebhook':
      return [{ type: 'WebhookDeleted', data: { id, accountId } }];
    case 'EnableWebhook': {
      const { deliverMissed, ratePerSecond, disabledPosition } = command;
      expectInteger('rate', 'Rate', ratePerSecond, 1, MAX_RATE_LIMIT);
      if (!state.disabled) return [];
      const missedFromPosition = deliverMissed ? disabledPosition! : null;
      return [
        { type: 'WebhookEnabled', data: { id, accountId, missedFromPosition, ratePerSecond } },
      ];
    }
    case 'RotateSecret':
      return rotateSecret(command, state);
    case 'TestWebhook': {
      const event = command.event ?? state.subscriptions[0]!;
      if (!command.events.includes(event)) {
        throw Refusal.invalid('event', `Event must be one that there is, got ${event}`);
      }
      if (state.disabled) {
        throw Refusal.invalid('status', 'Status must be enabled for a test, got disabled');
      }
      return [{ type: 'WebhookTestRequested', data: { id, accountId, event } }];
    }
  }
}

function record(command: RecordCommand, state: Webhook): readonly WebhookEvent[] {
  const { id, accountId, url, name } = state;
  // Not the state itself: an account's has more than its name.
  const account = { id: command.account!.id, name: command.account!.name };
  switch (command.type) {
    case 'DisableWebhook': {
      const { reason, failingSince, occurredAt: disabledAt } = command;
      if (state.disabled) return [];
      const why = { reason, failingSince, disabledAt, account };
      return [{ type: 'WebhookDisabled', data: { id, accountId, ...settingsOf(state), ...why } }];
    }
    case 'RecordRecovery': {
      const { failingSince } = command;
      return [
        { type: 'WebhookRecovered', data: { id, accountId, url, name, account, failingSince } },
      ];
    }
    case 'RecordExhaustion': {
      const { delivery } = command;
      return [{ type: 'DeliveryExhausted', data: { id, accountId, url, name, account, delivery } }];
    }
  }
}
