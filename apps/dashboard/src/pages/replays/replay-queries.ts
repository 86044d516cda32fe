import type { Replay } from '@app/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useAccount } from '../../session/account';

/** For those that are not followed. */
const ASK_AGAIN_MS = 3_000;
const PACE_OF_FRAMES = 10;

const keyOf = (accountId: number, webhookId: number) => [
  'webhook',
  accountId,
  String(webhookId),
  'replays',
];

/** Whether there is nothing more to come of it. */
export function hasEnded({ state }: Replay): boolean {
  return state !== 'running' && state !== 'paused';
}

export function endedOf({ counts }: Replay): number {
  return counts.delivered + counts.failed;
}

export function useReplays(webhookId: number) {
  const { id, client } = useAccount();
  return useQuery({
    queryKey: keyOf(id, webhookId),
    queryFn: () => client.replays.list(webhookId),
    refetchInterval: ({ state }) => (state.data?.every(hasEnded) === false ? ASK_AGAIN_MS : false),
  });
}

/** Puts what a replay has become in the place of what it was. */
export function useReplayChanged(webhookId: number): (replay: Replay) => void {
  const queryClient = useQueryClient();
  const { id } = useAccount();
  return (replay) =>
    queryClient.setQueryData<Replay[]>(keyOf(id, webhookId), (list) =>
      list?.map((one) => (one.id === replay.id ? replay : one)),
    );
}

export function useReplayStarted(webhookId: number): () => Promise<void> {
  const queryClient = useQueryClient();
  const { id } = useAccount();
  return () => queryClient.invalidateQueries({ queryKey: keyOf(id, webhookId) });
}

/**
 * Follows the progress of a replay as it is made: one at a time, for each takes a connection, of
 * which a browser has six, and the replays of a webhook share its pace anyway.
 *
 * @returns the POSTs a second of the last seconds; undefined while that is unknown
 */
export function useReplayProgress(
  webhookId: number,
  replayId: number | undefined,
): number | undefined {
  const { id, client } = useAccount();
  const queryClient = useQueryClient();
  const [pace, setPace] = useState<number>();
  useEffect(() => {
    setPace(undefined);
    if (replayId === undefined) return undefined;
    const end = new AbortController();
    const follow = async () => {
      const frames: { readonly atMs: number; readonly ended: number }[] = [];
      for await (const replay of client.replays.follow(webhookId, replayId, end)) {
        queryClient.setQueryData<Replay[]>(keyOf(id, webhookId), (list) =>
          list?.map((one) => (one.id === replay.id ? replay : one)),
        );
        frames.push({ atMs: performance.now(), ended: endedOf(replay) });
        if (frames.length > PACE_OF_FRAMES) frames.shift();
        setPace(paceOf(frames[0]!, frames.at(-1)!));
      }
    };
    // Where it breaks off, the list goes on being asked for, and says why.
    follow().catch(() => setPace(undefined));
    return () => end.abort();
  }, [client, id, queryClient, replayId, webhookId]);
  return pace;
}

function paceOf(
  first: { readonly atMs: number; readonly ended: number },
  last: { readonly atMs: number; readonly ended: number },
): number | undefined {
  if (last.atMs === first.atMs) return undefined;
  return ((last.ended - first.ended) / (last.atMs - first.atMs)) * 1_000;
}
