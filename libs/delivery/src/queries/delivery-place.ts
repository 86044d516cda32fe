/**
 * Where a delivery stands among those of its webhook. It never changes, and no two share one: what
 * pages are told apart by, whatever comes between them.
 */
export interface DeliveryPlace {
  readonly eventPosition: number;
  readonly replayId: number;
}

const PLACE = /^(\d{1,16})\.(\d{1,16})$/;

/** Opaque to whoever gets it. */
export function toCursor({ eventPosition, replayId }: DeliveryPlace): string {
  return Buffer.from(`${eventPosition}.${replayId}`).toString('base64url');
}

/** undefined for what {@link toCursor} never gave. */
export function fromCursor(cursor: string): DeliveryPlace | undefined {
  const [, eventPosition, replayId] =
    PLACE.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
  const place = { eventPosition: Number(eventPosition), replayId: Number(replayId) };
  const isNumbered = Object.values(place).every((number) => Number.isSafeInteger(number));
  // Buffer reads past what is no base64url.
  return isNumbered && toCursor(place) === cursor ? place : undefined;
}
