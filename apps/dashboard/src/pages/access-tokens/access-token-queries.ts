import { useQuery, useQueryClient } from '@tanstack/react-query';
import { accessTokens } from '../../api/client';

const QUERY_KEY = ['access-tokens'];

export function useAccessTokens() {
  return useQuery({ queryKey: QUERY_KEY, queryFn: () => accessTokens.list() });
}

export function useAccessTokensChanged(): () => Promise<void> {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: QUERY_KEY });
}
