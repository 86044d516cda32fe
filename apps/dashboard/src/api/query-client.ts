import { HooryApiError } from '@app/client';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { toastFailure } from '../components/toasts';
import { sessionQuery } from './session';

declare module '@tanstack/react-query' {
  interface Register {
    mutationMeta: {
      /** The toast's title where it fails; the server's own words stand below. */
      readonly failed: string;
    };
  }
}

const STALE_AFTER_MS = 5_000;

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, { queryKey }) => {
      if (queryKey[0] !== sessionQuery.queryKey[0]) void toldByTheSession(error);
    },
  }),
  mutationCache: new MutationCache({
    onError: (error, _variables, _result, { meta }) => {
      void explain(error, meta?.failed);
    },
  }),
  defaultOptions: {
    // What the browser believes of its network says nothing about a server that may be on this machine.
    queries: { retry: false, networkMode: 'always', staleTime: STALE_AFTER_MS },
    mutations: { networkMode: 'always' },
  },
});

/** Says why something was not done, unless the page says so by itself. */
async function explain(error: Error, title: string | undefined): Promise<void> {
  const told = await toldByTheSession(error);
  if (title !== undefined && !told) toastFailure(title, error.message);
}

/**
 * Looks at the session again where a failure may be due to it: then the page says by itself that the
 * server cannot be reached or that the session has ended.
 */
async function toldByTheSession(failure: Error): Promise<boolean> {
  const refused =
    failure instanceof HooryApiError && failure.status < 500 && failure.status !== 401;
  if (refused) return false;
  try {
    const session = await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
    return !session.signed_in;
  } catch {
    return true;
  }
}
