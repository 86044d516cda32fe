import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useAccount } from '../../../session/account';
import { useWebhook, useWebhookKey } from '../webhook-queries';

const NEWEST: number | null = null;

/** Page by page, newest first; what becomes of a webhook is in the account's log, so nothing is polled. */
export function useWebhookHistory() {
  const { id } = useWebhook();
  const { client } = useAccount();
  return useInfiniteQuery({
    queryKey: [...useWebhookKey(), 'history'],
    queryFn: ({ pageParam: before }) =>
      client.webhooks.history(id, before === null ? {} : { before }),
    initialPageParam: NEWEST,
    getNextPageParam: ({ meta }) => meta.next_before,
    select: ({ pages }) => pages.flatMap(({ payload }) => payload),
  });
}

/** What the account's users are called. */
export function useUserNames(): ReadonlyMap<number, string> {
  const { id: accountId, client } = useAccount();
  const { data: agents = [] } = useQuery({
    queryKey: ['agents', accountId],
    queryFn: () => client.agents.list(),
  });
  return new Map(agents.map(({ id, name }) => [id, name]));
}
