import { Button, Group, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { CopyButton } from '../../../components/copy-button';
import { absoluteTime } from '../../../components/time-words';
import { strings } from '../../../strings';
import { useWebhook } from '../webhook-queries';
import { RotateSecret } from './rotate-secret';

const text = strings.webhook.secret;

/** What the webhook's POSTs are signed with. */
export function SecretPage() {
  const { secret, previous_secret_valid_until: previousUntil } = useWebhook();
  const [revealed, { toggle }] = useDisclosure();
  const [rotating, rotate] = useDisclosure();
  return (
    <Stack component="section" aria-label={text.title}>
      <Title order={2} size="h4">
        {text.title}
      </Title>
      <Group align="end" gap="xs">
        <PasswordInput
          className="grows"
          label={text.secret}
          description={text.about}
          value={secret}
          visible={revealed}
          rightSection={<span />}
          readOnly
          autoComplete="off"
        />
        <Button variant="default" onClick={toggle}>
          {revealed ? text.hide : text.reveal}
        </Button>
        <CopyButton text={secret} label={text.copy} />
      </Group>
      {previousUntil !== null && (
        <Text>
          {text.previous} <time dateTime={previousUntil}>{absoluteTime(previousUntil)}</time>.
        </Text>
      )}
      <Group>
        <Button variant="default" onClick={rotate.open}>
          {text.rotate}
        </Button>
      </Group>
      {rotating && <RotateSecret onClose={rotate.close} />}
    </Stack>
  );
}
