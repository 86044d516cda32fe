import { Alert, Button, Group, Text } from '@mantine/core';
import { AnchorLink } from '../../components/anchor-link';
import { useState } from 'react';
import { PageTitle } from '../../components/page-title';
import { RelativeTime } from '../../components/relative-time';
import { StatusBadge } from '../../components/status-badge';
import { strings } from '../../strings';
import { EditWebhook } from '../webhooks/edit-webhook';
import { DisableWebhook } from './enabling/disable-webhook';
import { EnableWebhook } from './enabling/enable-webhook';
import { TestEvent } from './test-event/test-event';
import { useWebhook } from './webhook-queries';

const text = strings.webhook;

type OpenDialog = 'test' | 'edit' | 'disable' | 'enable';

/** Which webhook it is, whether it gets anything, and what can be done with it. */
export function WebhookHeader() {
  const webhook = useWebhook();
  const [dialog, setDialog] = useState<OpenDialog>();
  const close = () => setDialog(undefined);
  const isEnabled = webhook.status === 'enabled';
  return (
    <>
      <AnchorLink to="/settings/integrations/webhooks" size="sm">
        ← {text.back}
      </AnchorLink>
      <PageTitle title={webhook.name ?? webhook.url}>
        <Group gap="xs">
          <Button variant="default" disabled={!isEnabled} onClick={() => setDialog('test')}>
            {text.test.open}
          </Button>
          <Button variant="default" onClick={() => setDialog('edit')}>
            {strings.webhooks.edit}
          </Button>
          {isEnabled ? (
            <Button variant="default" onClick={() => setDialog('disable')}>
              {text.enabling.disable}
            </Button>
          ) : (
            <Button onClick={() => setDialog('enable')}>{text.enabling.enable}</Button>
          )}
        </Group>
      </PageTitle>
      <Group gap="xs" mb="md">
        <StatusBadge color={isEnabled ? 'teal' : 'red'} sign={isEnabled ? '✓' : '✗'}>
          {isEnabled ? text.enabled : text.disabled}
        </StatusBadge>
        <Text className="breaks-anywhere">{webhook.url}</Text>
      </Group>
      {webhook.disabled_reason !== null && (
        <Alert color="red" mb="md" title={text.disabled}>
          {text.health.disabledSince(webhook.disabled_reason)}{' '}
          <RelativeTime iso={webhook.disabled_at!} />
        </Alert>
      )}
      {dialog === 'test' && <TestEvent onClose={close} />}
      {dialog === 'edit' && <EditWebhook webhook={webhook} onClose={close} />}
      {dialog === 'disable' && <DisableWebhook onClose={close} />}
      {dialog === 'enable' && <EnableWebhook onClose={close} />}
    </>
  );
}
