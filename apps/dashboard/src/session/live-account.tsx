import { useDocumentVisibility } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import {
  createContext,
  useContext,
  useEffect,
  useMemo,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import { AccountEvents, type AccountEventsListener } from '../api/account-events';
import { clientOf } from '../api/client';
import { useSession } from '../api/session';
import { useCurrentAccount } from './account';

/** A burst of events is one reason to ask again. */
const ASK_AFTER_MS = 300;
/** What an event leads to has been attempted by then, mostly; the log does not tell of that. */
const ASK_ONCE_MORE_AFTER_MS = 2_000;

const Events = createContext<AccountEvents | undefined>(undefined);

/** Follows the account's log, which is for administrators, and keeps what is shown up with it. */
export function LiveAccount({ children }: { children: ReactNode }) {
  const { account } = useCurrentAccount();
  const { data: session } = useSession();
  // A browser makes six connections to a server in all: a tab that nobody sees gives its own back.
  const visible = useDocumentVisibility() !== 'hidden';
  const id = account?.role === 'administrator' ? account.id : undefined;
  const events = useMemo(
    () => (id === undefined ? undefined : new AccountEvents(clientOf(id))),
    [id],
  );
  const following = session?.signed_in === true && visible;
  useEffect(() => {
    if (!events || !following) return undefined;
    const end = new AbortController();
    void events.follow(end.signal);
    return () => end.abort();
  }, [events, following]);
  useFreshWebhooks(events, id);
  return <Events value={events}>{children}</Events>;
}

/** @throws Error on a page that is not for administrators alone */
function useEvents(): AccountEvents {
  const events = useContext(Events);
  if (!events) throw new Error('The events of the account are for its administrators');
  return events;
}

/** @param listener told for as long as it is the same */
export function useAccountEvents(listener: AccountEventsListener): void {
  const events = useEvents();
  useEffect(() => events.listen(listener), [events, listener]);
}

/** Whether events are told of as they happen, at this moment. */
export function useIsLive(): boolean {
  const events = useEvents();
  return useSyncExternalStore(events.watch, () => events.isOpen);
}

/** Anything that happens may be delivered to any webhook: what is shown of them is asked for again. */
function useFreshWebhooks(events: AccountEvents | undefined, id: number | undefined): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    if (!events) return undefined;
    const ask = () => {
      void queryClient.invalidateQueries({ queryKey: ['webhooks', id] });
      void queryClient.invalidateQueries({ queryKey: ['webhook', id] });
    };
    let soon: ReturnType<typeof setTimeout> | undefined;
    let later: ReturnType<typeof setTimeout> | undefined;
    const onEvent = () => {
      soon ??= setTimeout(() => {
        soon = undefined;
        ask();
      }, ASK_AFTER_MS);
      clearTimeout(later);
      later = setTimeout(ask, ASK_ONCE_MORE_AFTER_MS);
    };
    const end = events.listen({ onOpen: ask, onEvent });
    return () => {
      end();
      clearTimeout(soon);
      clearTimeout(later);
    };
  }, [events, id, queryClient]);
}
