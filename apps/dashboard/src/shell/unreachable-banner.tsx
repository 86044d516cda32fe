import { Alert } from '@mantine/core';
import { useSession } from '../api/session';
import { strings } from '../strings';

export function UnreachableBanner() {
  const { isError } = useSession();
  return (
    <div role="status">
      {isError && (
        <Alert color="orange" radius={0}>
          {strings.shell.unreachable}
        </Alert>
      )}
    </div>
  );
}
