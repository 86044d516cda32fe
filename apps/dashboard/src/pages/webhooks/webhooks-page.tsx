import type { Webhook } from '@app/client';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { PageTitle } from '../../components/page-title';
import { QueryResult } from '../../components/query-result';
import { strings } from '../../strings';
import { AddWebhook } from './add-webhook';
import { DeleteWebhook } from './delete-webhook';
import { EditWebhook } from './edit-webhook';
import { WebhookList } from './webhook-list';
import { useWebhooks } from './webhook-queries';

const text = strings.webhooks;

type OpenDialog = { kind: 'add' } | { kind: 'edit' | 'delete'; webhook: Webhook };

/** The webhooks of the account. */
export function WebhooksPage() {
  const webhooks = useWebhooks();
  const [dialog, setDialog] = useState<OpenDialog>();
  const close = () => setDialog(undefined);
  return (
    <>
      <PageTitle title={text.title}>
        <Button onClick={() => setDialog({ kind: 'add' })}>{text.add}</Button>
      </PageTitle>
      <QueryResult query={webhooks} failed={text.notLoaded}>
        {(list) => (
          <WebhookList
            webhooks={list}
            onEdit={(webhook) => setDialog({ kind: 'edit', webhook })}
            onDelete={(webhook) => setDialog({ kind: 'delete', webhook })}
          />
        )}
      </QueryResult>
      {dialog?.kind === 'add' && <AddWebhook onClose={close} />}
      {dialog?.kind === 'edit' && <EditWebhook webhook={dialog.webhook} onClose={close} />}
      {dialog?.kind === 'delete' && <DeleteWebhook webhook={dialog.webhook} onClose={close} />}
    </>
  );
}
