import { Text } from '@mantine/core';
import { useForceUpdate, useInterval } from '@mantine/hooks';

const TOLD_ANEW_MS = 5_000;
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

/** How long ago, or in how long; which moment that is, is in its title. */
export function RelativeTime({ iso }: { iso: string }) {
  const tellAnew = useForceUpdate();
  useInterval(tellAnew, TOLD_ANEW_MS, { autoInvoke: true });
  return (
    <Text component="time" inherit dateTime={iso} title={absoluteTime(iso)}>
      {wordsOf(Date.parse(iso) - Date.now())}
    </Text>
  );
}

function wordsOf(ms: number): string {
  const [unit, unitMs] = UNITS.find(([, length]) => Math.abs(ms) >= length) ?? ['second', 1_000];
  return relative.format(Math.trunc(ms / unitMs), unit);
}
