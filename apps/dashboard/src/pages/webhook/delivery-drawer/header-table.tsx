import { Table } from '@mantine/core';
import { strings } from '../../../strings';

const text = strings.webhook.delivery;

interface HeaderTableProps {
  readonly label: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
}

export function HeaderTable({ label, headers }: HeaderTableProps) {
  return (
    <Table aria-label={label} fz="xs" layout="fixed" verticalSpacing={4}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th className="third">{text.header}</Table.Th>
          <Table.Th>{text.value}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {Object.entries(headers).map(([name, value]) => (
          <Table.Tr key={name}>
            <Table.Td className="breaks-anywhere">{name}</Table.Td>
            <Table.Td className="breaks-anywhere" ff="monospace">
              {typeof value === 'string' ? value : value.join(', ')}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
