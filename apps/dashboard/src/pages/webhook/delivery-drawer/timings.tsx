import type { DeliveryAttempt } from '@app/client';
import { Table } from '@mantine/core';
import { strings } from '../../../strings';

const text = strings.webhook.delivery;
const { milliseconds } = strings.webhook;

type Durations = DeliveryAttempt['durations_ms'];
const STEPS = Object.keys(text.timing) as (keyof Durations)[];

/** How long each step took; those of a connection that was there already took nothing. */
export function Timings({ durations }: { durations: Durations }) {
  return (
    <Table aria-label={text.timings} fz="xs" layout="fixed" verticalSpacing={4} tabularNums>
      <Table.Tbody>
        {STEPS.map((step) => (
          <Table.Tr key={step}>
            <Table.Th scope="row" className="third">
              {text.timing[step]}
            </Table.Th>
            <Table.Td>{wordsOf(step, durations[step])}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function wordsOf(step: keyof Durations, ms: number | null): string {
  if (ms !== null) return milliseconds(ms);
  return step === 'first_byte' ? text.noResponse : text.notMeasured;
}
