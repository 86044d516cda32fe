import { HooryApiError, type HooryClient } from '@app/client';
import { useDocumentVisibility } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import { useAccount } from '../session/account';
import { useSession } from './session';

/** What happens in a burst is told once. */
const TOLD_AFTER_MS = 250;
/** However much happens: no sooner again than that. */
const TOLD_EVERY_MS = 1_000;
const FOLLOW_AGAIN_MS = 5_000;

/** Calls back soon after something has happened in the account, for as long as somebody looks who is signed in. */
export function useAccountNews(onNews: () => void): void {
  const { client } = useAccount();
  const { data: session } = useSession();
  // Browsers have few connections to a server for all their tabs.
  const isLookedAt = useDocumentVisibility() === 'visible';
  const follows = isLookedAt && session?.signed_in === true;
  const latest = useRef(onNews);
  useEffect(() => {
    latest.current = onNews;
  });
  useEffect(() => {
    if (!follows) return undefined;
    const ending = new AbortController();
    void tell(client, () => latest.current(), ending.signal);
    return () => ending.abort();
  }, [client, follows]);
}

async function tell(client: HooryClient, onNews: () => void, signal: AbortSignal): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let toldAtMs = -Infinity;
  const tellSoon = (): void => {
    const notBeforeMs = toldAtMs + TOLD_EVERY_MS - performance.now();
    timer ??= setTimeout(
      () => {
        timer = undefined;
        toldAtMs = performance.now();
        if (!signal.aborted) onNews();
      },
      Math.max(TOLD_AFTER_MS, notBeforeMs),
    );
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
