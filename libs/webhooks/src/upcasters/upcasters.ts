import type { Upcaster } from '@app/event-store';
import { DEFAULT_DELIVERY_SETTINGS } from '../domain/webhook-settings';

/** Of before a webhook could say how its POSTs are made: they were made by what is the default. */
const withDeliverySettings = (data: object) => ({ ...DEFAULT_DELIVERY_SETTINGS, ...data });

const startingWhenMade = (data: object) => ({
  ...withDeliverySettings(data),
  startFromPosition: null,
});

export const UPCASTERS: readonly Upcaster[] = [
  { type: 'WebhookCreated', fromSchemaVersion: 1, upcast: startingWhenMade },
  { type: 'WebhookUpdated', fromSchemaVersion: 1, upcast: withDeliverySettings },
];
