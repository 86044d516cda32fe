import { Alert, Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { accessTokens } from '../../api/client';
import { SecretField } from '../../components/secret-field';
import { strings } from '../../strings';
import { useAccessTokensChanged } from './access-token-queries';

const text = strings.accessTokens;

/** Asks for a name, and shows the token this once. */
export function MakeAccessToken({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const changed = useAccessTokensChanged();
  const make = useMutation({
    mutationFn: () => accessTokens.create(name.trim()),
    onSuccess: changed,
    meta: { failed: text.notMade },
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    make.mutate();
  };
  const dialog = {
    opened: true,
    onClose,
    // A click beside it is no reason to lose what is not shown again.
    closeOnClickOutside: false,
  };
  if (make.data) {
    return (
      <Modal {...dialog} title={text.madeTitle} closeOnEscape={false}>
        <Stack>
          <Alert>{text.shownOnce}</Alert>
          <SecretField
            label={text.token}
            value={make.data.access_token}
            copyLabel={text.copyToken}
          />
          <Group justify="flex-end">
            <Button onClick={onClose}>{text.done}</Button>
          </Group>
        </Stack>
      </Modal>
    );
  }
  return (
    <Modal {...dialog} title={text.make}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={text.name}
            description={text.nameHint}
            autoComplete="off"
            maxLength={255}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {strings.shell.cancel}
            </Button>
            <Button type="submit" disabled={name.trim() === ''} loading={make.isPending}>
              {text.make}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
