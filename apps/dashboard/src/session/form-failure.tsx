import { HooryApiError } from '@app/client';
import { Alert } from '@mantine/core';

/** What the server has against a form, in its own words; that it cannot be reached is said above all pages. */
export function FormFailure({ title, error }: { title: string; error: Error | null }) {
  if (!(error instanceof HooryApiError)) return null;
  return (
    <Alert color="red" title={title} role="alert">
      {error.message}
    </Alert>
  );
}
