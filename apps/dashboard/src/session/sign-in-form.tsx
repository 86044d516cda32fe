import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { session } from '../api/client';
import { queryClient } from '../api/query-client';
import { sessionQuery } from '../api/session';
import { strings } from '../strings';
import { FormFailure } from './form-failure';

/** @param knownEmail of the user whose session has ended */
export function SignInForm({ knownEmail = '' }: { knownEmail?: string }) {
  const [email, setEmail] = useState(knownEmail);
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: () => session.signIn({ email, password }),
    onSuccess: (state) => queryClient.setQueryData(sessionQuery.queryKey, state),
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <FormFailure title={strings.session.notSignedIn} error={signIn.error} />
        <TextInput
          label={strings.session.email}
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          data-autofocus={knownEmail === '' || undefined}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={strings.session.password}
          autoComplete="current-password"
          required
          withAsterisk={false}
          data-autofocus={knownEmail !== '' || undefined}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" loading={signIn.isPending}>
          {strings.session.signIn}
        </Button>
      </Stack>
    </form>
  );
}
