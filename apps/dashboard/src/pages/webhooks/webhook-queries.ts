import { useQuery, useQueryClient } from '@tanstack/react-query';
import { eventTypes } from '../../api/client';
import { useAccount } from '../../session/account';

export function useWebhooks() {
  const { id, client } = useAccount();
  return useQuery({ queryKey: ['webhooks', id], queryFn: () => client.webhooks.list() });
}

/** What follows every change of a webhook: all that is shown of webhooks is asked for again. */
export function useWebhooksChanged(): () => Promise<void> {
  const queryClient = useQueryClient();
  const { id } = useAccount();
  return () => queryClient.invalidateQueries({ queryKey: ['webhooks', id] });
}

export function useInboxes() {
  const { id, client } = useAccount();
  return useQuery({ queryKey: ['inboxes', id], queryFn: () => client.inboxes.list() });
}

/** The catalogue of events, which is the same until another server is started. */
export function useEventTypes() {
  return useQuery({
    queryKey: ['event-types'],
    queryFn: () => eventTypes.list(),
    staleTime: Infinity,
  });
}
