import type { UserProfile } from '@app/client';
import { Center, Loader } from '@mantine/core';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { queryClient } from '../api/query-client';
import { sessionQuery, useSession } from '../api/session';
import { FirstRunPage } from '../pages/first-run/first-run-page';
import { SignInPage } from '../pages/sign-in/sign-in-page';
import { UnreachableBanner } from '../shell/unreachable-banner';
import { strings } from '../strings';
import { AccountProvider } from './account';
import { SessionExpired } from './session-expired';

/** Lets in those who are signed in, and keeps their page as it is when their session ends. */
export function SessionGate({ children }: { children: ReactNode }) {
  const { data: session } = useSession();
  const [known, setKnown] = useState<UserProfile>();
  useRefetchOnceReachable();

  const profile = session?.profile ?? known;
  if (profile && profile !== known) {
    setKnown(profile);
    // What is on the page is not for somebody else.
    if (known && known.id !== profile.id) window.location.assign('/');
  }
  if (profile) {
    return (
      <AccountProvider profile={profile}>
        {children}
        {session?.signed_in === false && <SessionExpired email={profile.email} />}
      </AccountProvider>
    );
  }
  if (!session) return <Waiting />;
  return session.first_run ? <FirstRunPage /> : <SignInPage />;
}

function Waiting() {
  return (
    <main>
      <UnreachableBanner />
      <Center className="door">
        <Loader role="status" aria-label={strings.shell.loading} />
      </Center>
    </main>
  );
}

/** What could not be asked while the server was away is asked once it is back. */
function useRefetchOnceReachable(): void {
  const { isError } = useSession();
  const wasAway = useRef(false);
  useEffect(() => {
    if (wasAway.current && !isError) {
      void queryClient.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0],
      });
    }
    wasAway.current = isError;
  }, [isError]);
}
