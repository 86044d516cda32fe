import { EPHEMERAL_EVENT_NAMES, type EventName } from '@app/payloads';

/** Who types has written, or left, by the time of the later retries. */
const LIFETIME_MS = 30_000;

/**
 * Until when an event is worth sending.
 *
 * @param occurredAt ISO 8601
 * @returns unix milliseconds; Infinity for what is worth it however late
 */
export function expiresAtMs(event: EventName, occurredAt: string): number {
  return EPHEMERAL_EVENT_NAMES.includes(event) ? Date.parse(occurredAt) + LIFETIME_MS : Infinity;
}
