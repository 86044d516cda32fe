import type { DeliveryAttempt } from '@app/client';
import { Table, Text } from '@mantine/core';
import { strings } from '../../../strings';

const text = strings.webhook.delivery;
const { milliseconds } = strings.webhook;

type Durations = DeliveryAttempt['durations_ms'];
const STEPS = Object.keys(text.timing) as (keyof Durations)[];

interface TimingsProps {
  readonly durations: Durations;
  readonly isAnswered: boolean;
}

/** How long each step took that was taken. */
export function Timings({ durations, isAnswered }: TimingsProps) {
  const isReused = isAnswered && durations.connect === null;
  return (
    <>
      <Table aria-label={text.timings} fz="xs" layout="fixed" verticalSpacing={4} tabularNums>
        <Table.Tbody>
          {STEPS.map((step) => {
            const ms = durations[step];
            if (ms === null) return null;
            return (
              <Table.Tr key={step}>
                <Table.Th scope="row" className="third">
                  {text.timing[step]}
                </Table.Th>
                <Table.Td>{milliseconds(ms)}</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
      {isReused && <Text size="xs">{text.reused}</Text>}
    </>
  );
}
