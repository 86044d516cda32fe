import { Alert, Button, Center, Loader, Stack } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { strings } from '../strings';

interface QueryResultProps<T> {
  readonly query: UseQueryResult<T>;
  /** The heading where it fails; the server's own words stand below. */
  readonly failed: string;
  readonly children: (data: T) => ReactNode;
}

/** What was asked for once it is there: as long as it is not, that it comes, or why it does not. */
export function QueryResult<T>({ query, failed, children }: QueryResultProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isPending) {
    return (
      <Center p="xl">
        <Loader aria-label={strings.shell.loading} role="status" />
      </Center>
    );
  }
  return (
    <Alert color="red" title={failed} role="alert">
      <Stack align="start">
        {query.error?.message}
        <Button variant="default" onClick={() => void query.refetch()}>
          {strings.shell.tryAgain}
        </Button>
      </Stack>
    </Alert>
  );
}
