import type { LoggedEvent } from '@app/client';
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useAccount } from '../../session/account';
import { useAccountEvents } from '../../session/live-account';

const LISTED = 100;
/** As much is kept of a page that stands open for days. */
const MAX_KEPT = 500;

interface LiveEvents {
  /** Newest first, without a gap. */
  readonly events: UseQueryResult<readonly LoggedEvent[]>;
  /** How many have happened since the page was opened. */
  readonly arrived: number;
}

/** The latest events of the log, and those that happen. */
export function useLiveEvents(type: string | undefined): LiveEvents {
  const { id, client } = useAccount();
  const queryClient = useQueryClient();
  const [{ arrived, count }, setArrived] = useState({
    arrived: [] as readonly LoggedEvent[],
    count: 0,
  });
  const queryKey = useMemo(() => ['events', id, type], [id, type]);
  const listed = useQuery({
    queryKey,
    queryFn: async () => {
      const { payload } = await client.events.list({ limit: LISTED, ...(type && { type }) });
      return payload;
    },
    // What happens meanwhile is told; what happened while nobody told it is asked for on opening.
    staleTime: Infinity,
    gcTime: 0,
  });
  const listener = useMemo(
    () => ({
      onOpen: () => void queryClient.invalidateQueries({ queryKey, exact: true }),
      onEvent: (event: LoggedEvent) => {
        if (type !== undefined && event.type !== type) return;
        setArrived((before) => ({
          arrived: [event, ...before.arrived].slice(0, MAX_KEPT),
          count: before.count + 1,
        }));
      },
    }),
    [queryClient, queryKey, type],
  );
  useAccountEvents(listener);
  const data = useMemo(() => listed.data && join(arrived, listed.data), [arrived, listed.data]);
  return { events: { ...listed, data } as UseQueryResult<readonly LoggedEvent[]>, arrived: count };
}

function join(
  arrived: readonly LoggedEvent[],
  listed: readonly LoggedEvent[],
): readonly LoggedEvent[] {
  const newest = listed[0]?.position ?? 0;
  return [...arrived.filter(({ position }) => position > newest), ...listed].slice(0, MAX_KEPT);
}
