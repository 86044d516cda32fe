import type { AccessToken } from '@app/client';
import { Button, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { PageTitle } from '../../components/page-title';
import { QueryResult } from '../../components/query-result';
import { strings } from '../../strings';
import { useAccessTokens } from './access-token-queries';
import { MakeAccessToken } from './make-access-token';
import { RevokeAccessToken } from './revoke-access-token';

const text = strings.accessTokens;
const date = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

/** What the user's own programs sign in with. */
export function AccessTokensPage() {
  const tokens = useAccessTokens();
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<AccessToken>();
  return (
    <>
      <PageTitle title={text.title}>
        <Button onClick={() => setMaking(true)}>{text.make}</Button>
      </PageTitle>
      <Text mb="md">{text.about}</Text>
      <QueryResult query={tokens} failed={text.notLoaded}>
        {(list) =>
          list.length === 0 ? (
            <Text>{text.none}</Text>
          ) : (
            <TokenTable list={list} onRevoke={setRevoking} />
          )
        }
      </QueryResult>
      {making && <MakeAccessToken onClose={() => setMaking(false)} />}
      {revoking && <RevokeAccessToken token={revoking} onClose={() => setRevoking(undefined)} />}
    </>
  );
}

interface TokenTableProps {
  readonly list: readonly AccessToken[];
  readonly onRevoke: (token: AccessToken) => void;
}

function TokenTable({ list, onRevoke }: TokenTableProps) {
  return (
    <Table verticalSpacing="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{text.name}</Table.Th>
          <Table.Th>{text.made}</Table.Th>
          <Table.Th>{text.actions}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {list.map((token) => (
          <Table.Tr key={token.id}>
            <Table.Td className="breaks-anywhere">
              {token.name ?? text.unnamed}
              {token.last_characters !== undefined && (
                <Text size="sm" c="dimmed">
                  {text.endsWith(token.last_characters)}
                </Text>
              )}
            </Table.Td>
            <Table.Td>{date.format(new Date(token.created_at))}</Table.Td>
            <Table.Td>
              <Button
                size="xs"
                variant="default"
                aria-label={text.revokeOf(token.name ?? text.unnamed)}
                onClick={() => onRevoke(token)}
              >
                {text.revoke}
              </Button>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
