import { HooryApiError, type HooryClient } from '@app/client';
import { useEffect, useRef } from 'react';
import { useAccount } from '../session/account';
import { useSession } from './session';

/** What happens in a burst is told once, so much later. */
const TOLD_AFTER_MS = 250;
const FOLLOW_AGAIN_MS = 5_000;

/** Calls back soon after something has happened in the account, for as long as somebody is signed in. */
export function useAccountNews(onNews: () => void): void {
  const { client } = useAccount();
  const { data: session } = useSession();
  const signedIn = session?.signed_in === true;
  const latest = useRef(onNews);
  useEffect(() => {
    latest.current = onNews;
  });
  useEffect(() => {
    if (!signedIn) return undefined;
    const ending = new AbortController();
    void tell(client, () => latest.current(), ending.signal);
    return () => ending.abort();
  }, [client, signedIn]);
}

async function tell(client: HooryClient, onNews: () => void, signal: AbortSignal): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tellSoon = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      if (!signal.aborted) onNews();
    }, TOLD_AFTER_MS);
  };
  while (!signal.aborted) {
    try {
      const events = client.events.follow({ signal });
      while (!(await events.next()).done) tellSoon();
    } catch (error) {
      // Who may not read the log may not in five seconds either.
      if (error instanceof HooryApiError && error.status < 500) return;
    }
    if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, FOLLOW_AGAIN_MS));
  }
}
