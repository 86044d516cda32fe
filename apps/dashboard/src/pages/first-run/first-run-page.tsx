import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import type { FirstRun } from '@app/client';
import { session } from '../../api/client';
import { queryClient } from '../../api/query-client';
import { sessionQuery } from '../../api/session';
import { Door } from '../../session/door';
import { FormFailure } from '../../session/form-failure';
import { strings } from '../../strings';

/** Where nobody can sign in yet: whoever has the first start's access token chooses a password. */
export function FirstRunPage() {
  const form = useForm({
    initialValues: { access_token: '', name: '', email: '', password: '' },
  });
  const begin = useMutation({
    mutationFn: (administrator: FirstRun) => session.firstRun(administrator),
    onSuccess: (state) => queryClient.setQueryData(sessionQuery.queryKey, state),
  });
  const required = { required: true, withAsterisk: false };
  return (
    <Door title={strings.session.firstRunTitle}>
      <form onSubmit={form.onSubmit((administrator) => begin.mutate(administrator))}>
        <Stack>
          <Text>{strings.session.firstRun}</Text>
          <FormFailure title={strings.session.notBegun} error={begin.error} />
          <PasswordInput
            {...required}
            label={strings.session.accessToken}
            description={strings.session.accessTokenHint}
            autoComplete="off"
            {...form.getInputProps('access_token')}
          />
          <TextInput
            {...required}
            label={strings.session.name}
            autoComplete="name"
            {...form.getInputProps('name')}
          />
          <TextInput
            {...required}
            label={strings.session.email}
            type="email"
            autoComplete="username"
            {...form.getInputProps('email')}
          />
          <PasswordInput
            {...required}
            label={strings.session.password}
            autoComplete="new-password"
            {...form.getInputProps('password')}
          />
          <Button type="submit" loading={begin.isPending}>
            {strings.session.begin}
          </Button>
        </Stack>
      </form>
    </Door>
  );
}
