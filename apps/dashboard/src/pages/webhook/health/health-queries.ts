import { useQuery } from '@tanstack/react-query';
import { useAccount } from '../../../session/account';
import { ASK_AGAIN_MS, useWebhook, useWebhookKey } from '../webhook-queries';

export function useStatistics() {
  const { id } = useWebhook();
  const { client } = useAccount();
  return useQuery({
    queryKey: [...useWebhookKey(), 'statistics'],
    queryFn: () => client.webhooks.statistics(id),
    refetchInterval: ASK_AGAIN_MS,
  });
}
