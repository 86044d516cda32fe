import { useParams } from '@tanstack/react-router';
import { PageTitle } from '../../components/page-title';
import { strings } from '../../strings';
import { Replays } from './replays';

export function ReplaysPage() {
  const { webhookId } = useParams({ from: '/settings/integrations/webhooks/$webhookId/replays' });
  return (
    <>
      <PageTitle title={strings.replays.title} />
      <Replays webhookId={Number(webhookId)} />
    </>
  );
}
