const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/**
 * In its largest unit.
 * @param endAt ISO 8601
 */
export function timeLeft(endAt: string): string {
  const ms = Math.max(0, Date.parse(endAt) - Date.now());
  const [unit, unitMs] = UNITS.find(([, length]) => ms >= length) ?? UNITS[3];
  return new Intl.NumberFormat('en', { style: 'unit', unit, unitDisplay: 'long' }).format(
    Math.round(ms / unitMs),
  );
}
