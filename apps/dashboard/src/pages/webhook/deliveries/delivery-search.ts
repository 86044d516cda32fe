import type { DeliveryFilter, DeliveryPage, DeliveryStatus, WebhookEventName } from '@app/client';
import { strings } from '../../../strings';

/** What the address says of the deliveries that are shown: a link to it shows the same. */
export interface DeliverySearch {
  readonly event?: WebhookEventName;
  readonly status?: DeliveryStatus;
  /** ISO 8601. */
  readonly since?: string;
  /** ISO 8601. */
  readonly until?: string;
  readonly conversation?: number;
  /** Of a page of older ones. */
  readonly cursor?: string;
  /** The one whose drawer is open. */
  readonly delivery?: number;
}

export const DELIVERY_STATUSES = Object.keys(
  strings.webhook.deliveries.statuses,
) as DeliveryStatus[];

/** What of an address can be meant; the rest is as if it were not there. */
export function readDeliverySearch(search: Record<string, unknown>): DeliverySearch {
  const { event, status, since, until, conversation, cursor, delivery } = search;
  return {
    // Which events there are is the server's to say.
    event: textOf(event) as WebhookEventName | undefined,
    status: DELIVERY_STATUSES.find((known) => known === status),
    since: timeOf(since),
    until: timeOf(until),
    conversation: idOf(conversation),
    cursor: textOf(cursor),
    delivery: idOf(delivery),
  };
}

export function pageOf({ conversation, delivery: _, ...page }: DeliverySearch): DeliveryPage {
  return { ...page, conversation_id: conversation };
}

export function isFiltered(search: DeliverySearch): boolean {
  const { cursor: _, ...filter }: DeliveryFilter & { cursor?: string } = pageOf(search);
  return Object.values(filter).some((value) => value !== undefined);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function timeOf(value: unknown): string | undefined {
  const text = textOf(value);
  return text === undefined || Number.isNaN(Date.parse(text))
    ? undefined
    : new Date(text).toISOString();
}

function idOf(value: unknown): number | undefined {
  const id = Number(value);
  return Number.isSafeInteger(id) && id > 0 ? id : undefined;
}
