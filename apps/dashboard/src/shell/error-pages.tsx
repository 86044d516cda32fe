import { Anchor, Button } from '@mantine/core';
import { Link, type ErrorComponentProps } from '@tanstack/react-router';
import { strings } from '../strings';
import { MessagePage } from './message-page';

export function NotFoundPage() {
  return (
    <MessagePage title={strings.shell.notFoundTitle} message={strings.shell.notFound}>
      <Anchor component={Link} to="/">
        {strings.shell.backToStart}
      </Anchor>
    </MessagePage>
  );
}

export function BrokenPage({ reset }: ErrorComponentProps) {
  return (
    <MessagePage title={strings.shell.brokenTitle} message={strings.shell.broken}>
      <Button onClick={reset}>{strings.shell.tryAgain}</Button>
    </MessagePage>
  );
}
