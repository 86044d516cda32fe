import type {
  AccountName,
  DisabledReason,
  ExhaustedDelivery,
  WebhookCreatedData,
} from './webhook-events';
import type { Offer, WebhookSettings } from './webhook-settings';

/** What an owner asks of a webhook that there is. */
export type OwnerCommand =
  | {
      type: 'UpdateWebhook';
      changes: Partial<WebhookSettings>;
      offer: Offer;
      /** Whether the request names another secret than the webhook's. */
      namesOtherSecret: boolean;
    }
  | { type: 'DeleteWebhook' }
  | {
      type: 'EnableWebhook';
      deliverMissed: boolean;
      ratePerSecond: number;
      /** Where in the log it was disabled; undefined where it is enabled. */
      disabledPosition: number | undefined;
    }
  | {
      type: 'RotateSecret';
      /** One that the webhook has had is sealed as it was then, and so is known again. */
      sealedSecret: string;
      overlapSeconds: number;
      occurredAt: string;
    }
  /** null: the first event it subscribes to. */
  | { type: 'TestWebhook'; event: string | null; events: readonly string[] };

/** What is said of a webhook whether it is still there or not. */
export type RecordCommand =
  | {
      type: 'DisableWebhook';
      reason: DisabledReason;
      failingSince: string | null;
      /** undefined where there is no such account (any more). */
      account: AccountName | undefined;
      occurredAt: string;
    }
  | { type: 'RecordRecovery'; failingSince: string; account: AccountName | undefined }
  | { type: 'RecordExhaustion'; delivery: ExhaustedDelivery; account: AccountName | undefined };

export type WebhookCommand =
  | { type: 'CreateWebhook'; webhook: WebhookCreatedData; offer: Offer }
  | ((OwnerCommand | RecordCommand) & { accountId: number });
