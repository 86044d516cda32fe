const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const absolute = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });

/** @param iso ISO 8601 */
export function absoluteTime(iso: string): string {
  return absolute.format(new Date(iso));
}

/** How long ago a moment was, or in how long it is. */
export function relativeTime(iso: string, nowMs: number): string {
  const ms = Date.parse(iso) - nowMs;
  const [unit, unitMs] = UNITS.find(([, length]) => Math.abs(ms) >= length) ?? UNITS[3];
  return relative.format(Math.trunc(ms / unitMs), unit);
}
