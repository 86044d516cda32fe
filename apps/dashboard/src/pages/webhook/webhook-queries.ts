import type { DeliveryPage, Webhook, WebhookEventName } from '@app/client';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { createContext, useContext } from 'react';
import { useAccount } from '../../session/account';

/** Attempts are nothing that the account's log tells of: they are asked for. */
export const ASK_AGAIN_MS = 3_000;
/** Where somebody waits for an attempt. */
const ASK_SOON_MS = 1_000;

const route = getRouteApi('/settings/integrations/webhooks/$webhookId');

const Current = createContext<Webhook | undefined>(undefined);
export const WebhookProvider = Current.Provider;

/**
 * The one that the page is about.
 * @throws Error outside of its page
 */
export function useWebhook(): Webhook {
  const webhook = useContext(Current);
  if (!webhook) throw new Error('There is no webhook around');
  return webhook;
}

/** What the keys begin with of all that is asked about the page's webhook. */
export function useWebhookKey(): readonly unknown[] {
  const { id } = useAccount();
  const { webhookId } = route.useParams();
  return ['webhook', id, webhookId];
}

/** Has all that is shown of the page's webhook asked for again. */
export function useWebhookChanged(): () => Promise<void> {
  const { id } = useAccount();
  const key = useWebhookKey();
  const queryClient = useQueryClient();
  return async () => {
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: key }),
      queryClient.invalidateQueries({ queryKey: ['webhooks', id] }),
    ]);
  };
}

export function useDeliveries(page: DeliveryPage) {
  const { id } = useWebhook();
  const { client } = useAccount();
  return useQuery({
    queryKey: [...useWebhookKey(), 'deliveries', page],
    queryFn: () => client.deliveries.list(id, page),
    placeholderData: keepPreviousData,
    refetchInterval: ASK_AGAIN_MS,
  });
}

/** @param deliveryId undefined for none, which is not asked for */
export function useDelivery(deliveryId: number | undefined) {
  const { id } = useWebhook();
  const { client } = useAccount();
  return useQuery({
    queryKey: [...useWebhookKey(), 'delivery', deliveryId],
    queryFn: () => client.deliveries.find(id, deliveryId!),
    enabled: deliveryId !== undefined,
    refetchInterval: ({ state }) => (state.data?.finished_at === null ? ASK_SOON_MS : ASK_AGAIN_MS),
  });
}

/** The delivery of a test event by its `webhook-id`, once it is there. */
export function useTestDelivery(event: WebhookEventName, messageId: string) {
  const { id } = useWebhook();
  const { client } = useAccount();
  return useQuery({
    queryKey: [...useWebhookKey(), 'test', event, messageId],
    queryFn: async () => {
      const { payload } = await client.deliveries.list(id, { event, limit: 100 });
      return payload.find(({ message_id }) => message_id === messageId) ?? null;
    },
    refetchInterval: ({ state }) => (state.data?.last_attempt ? ASK_AGAIN_MS : ASK_SOON_MS),
  });
}

export function useRecoveries() {
  const { id } = useWebhook();
  const { client } = useAccount();
  return useQuery({
    queryKey: [...useWebhookKey(), 'recoveries'],
    queryFn: () => client.recoveries.list(id),
    refetchInterval: ASK_SOON_MS,
  });
}
