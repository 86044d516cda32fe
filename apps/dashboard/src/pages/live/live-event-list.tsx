import type { LoggedEvent } from '@app/client';
import { Badge, Button, Group, Text, VisuallyHidden } from '@mantine/core';
import { useInterval } from '@mantine/hooks';
import { useCallback, useEffect, useRef, useState } from 'react';
import { QueryResult } from '../../components/query-result';
import { useIsLive } from '../../session/live-account';
import { strings } from '../../strings';
import { EventDrawer } from './event-drawer';
import { EventTable } from './event-table';
import { useLiveEvents } from './use-live-events';

const text = strings.live;
/** Who listens is told no more often. */
const TOLD_EVERY_MS = 10_000;

interface LiveEventListProps {
  readonly type: string | undefined;
  /** Told which types there are. */
  readonly onTypes: (types: ReadonlySet<string>) => void;
}

export function LiveEventList({ type, onTypes }: LiveEventListProps) {
  const isLive = useIsLive();
  const { events, arrived } = useLiveEvents(type);
  const [paused, setPaused] = useState<readonly LoggedEvent[]>();
  const [chosen, setChosen] = useState<LoggedEvent>();
  const close = useCallback(() => setChosen(undefined), []);
  const { data } = events;
  useEffect(() => {
    if (data) onTypes(new Set(data.map((event) => event.type)));
  }, [data, onTypes]);
  const newest = paused?.[0]?.position ?? 0;
  const waiting = paused && data?.filter(({ position }) => position > newest).length;
  return (
    <>
      <Group mb="md">
        <Badge variant="default" role="status">
          {isLive ? text.live : text.notLive}
        </Badge>
        <Button
          variant="default"
          size="xs"
          disabled={!data}
          onClick={() => setPaused(paused ? undefined : data)}
        >
          {paused ? text.goOn : text.pause}
        </Button>
        {waiting !== undefined && waiting > 0 && <Text size="sm">{text.waiting(waiting)}</Text>}
      </Group>
      <Arrivals count={arrived} />
      <QueryResult query={events} failed={text.notLoaded}>
        {(latest) => <EventTable events={paused ?? latest} type={type} onChoose={setChosen} />}
      </QueryResult>
      {chosen && <EventDrawer event={chosen} onClose={close} />}
    </>
  );
}

/** For those who do not see the table grow: how many there are, now and then, not each of them. */
function Arrivals({ count }: { count: number }) {
  const [told, setTold] = useState(0);
  const latest = useRef(count);
  useEffect(() => {
    latest.current = count;
  });
  useInterval(() => setTold(latest.current), TOLD_EVERY_MS, { autoInvoke: true });
  return <VisuallyHidden role="status">{told > 0 && text.arrived(told)}</VisuallyHidden>;
}
