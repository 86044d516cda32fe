import { queryOptions, useQuery } from '@tanstack/react-query';
import { session } from './client';

/** How soon a server that cannot be reached is asked again. */
const ASK_AGAIN_MS = 2_000;

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () => session.find(),
  refetchInterval: ({ state }) => (state.status === 'error' ? ASK_AGAIN_MS : false),
  refetchIntervalInBackground: true,
});

/** Who is signed in; in error as long as the server cannot be reached. */
export function useSession() {
  return useQuery(sessionQuery);
}
