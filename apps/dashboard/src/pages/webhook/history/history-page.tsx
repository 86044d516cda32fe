import type { WebhookHistoryEntry } from '@app/client';
import { Button, Group, Stack, Table, Text, Title } from '@mantine/core';
import { QueryResult } from '../../../components/query-result';
import { RelativeTime } from '../../../components/relative-time';
import { strings } from '../../../strings';
import { useUserNames, useWebhookHistory } from './history-queries';
import { changesOf, wordsOfEntry } from './words-of-entry';

const text = strings.webhook.history;

/** What happened to the webhook, newest first. */
export function HistoryPage() {
  const history = useWebhookHistory();
  return (
    <Stack component="section" aria-label={text.title}>
      <Title order={2} size="h4">
        {text.title}
      </Title>
      <Text>{text.about}</Text>
      <QueryResult query={history} failed={text.notLoaded}>
        {(entries) => <HistoryTable entries={entries} />}
      </QueryResult>
      {history.hasNextPage && (
        <Group>
          <Button
            variant="default"
            loading={history.isFetchingNextPage}
            onClick={() => void history.fetchNextPage()}
          >
            {text.older}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function HistoryTable({ entries }: { entries: readonly WebhookHistoryEntry[] }) {
  const names = useUserNames();
  return (
    <Table verticalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{text.when}</Table.Th>
          <Table.Th>{text.who}</Table.Th>
          <Table.Th>{text.what}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {entries.map((entry, index) => (
          <Table.Tr key={entry.version} className="begins-at-top">
            <Table.Td>
              <RelativeTime iso={entry.at} />
            </Table.Td>
            <Table.Td className="breaks-anywhere">{actorOf(entry, names)}</Table.Td>
            <Table.Td className="breaks-anywhere">
              {wordsOfEntry(entry)}
              {changesOf(entry, entries.slice(index + 1)).map((change) => (
                <Text key={change} size="sm" c="dimmed">
                  {change}
                </Text>
              ))}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function actorOf({ actor }: WebhookHistoryEntry, names: ReadonlyMap<number, string>): string {
  if (!actor) return text.system;
  return names.get(actor.id) ?? text.user(actor.id);
}
