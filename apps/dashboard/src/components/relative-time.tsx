import { Text } from '@mantine/core';
import { useForceUpdate, useInterval } from '@mantine/hooks';
import { absoluteTime, relativeTime } from './time-words';

const TOLD_ANEW_MS = 5_000;

/** How long ago, or in how long; which moment that is, is in its title. */
export function RelativeTime({ iso }: { iso: string }) {
  const tellAnew = useForceUpdate();
  useInterval(tellAnew, TOLD_ANEW_MS, { autoInvoke: true });
  return (
    <Text component="time" inherit dateTime={iso} title={absoluteTime(iso)}>
      {relativeTime(iso, Date.now())}
    </Text>
  );
}
