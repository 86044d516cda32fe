import {
  Checkbox,
  NativeSelect,
  NumberInput,
  Radio,
  SimpleGrid,
  Stack,
  TextInput,
} from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { QueryResult } from '../../components/query-result';
import { strings } from '../../strings';
import { useEventTypes } from '../webhooks/webhook-queries';
import { RateInput } from './rate-input';
import type { ReplayFormValues } from './replay-form-values';

const text = strings.replays;
const optionsOf = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

/** What is to be replayed, and how fast. */
export function ReplayFields({ form }: { form: UseFormReturnType<ReplayFormValues> }) {
  const { from, to, events, rate } = form.values;
  const eventTypes = useEventTypes();
  const time = { type: 'datetime-local', required: true, withAsterisk: false, step: 1 };
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Stack gap="xs">
          <NativeSelect
            label={text.from}
            data={optionsOf(text.fromOptions)}
            data-autofocus
            {...form.getInputProps('from')}
          />
          {from === 'time' && (
            <TextInput {...time} label={text.fromTime} {...form.getInputProps('fromTime')} />
          )}
        </Stack>
        <Stack gap="xs">
          <NativeSelect
            label={text.to}
            data={optionsOf(text.toOptions)}
            {...form.getInputProps('to')}
          />
          {to === 'time' && (
            <TextInput {...time} label={text.toTime} {...form.getInputProps('toTime')} />
          )}
        </Stack>
      </SimpleGrid>
      <Radio.Group label={text.whichLabel} {...form.getInputProps('which')}>
        <Stack gap="xs" mt="xs">
          {optionsOf(text.which).map(({ value, label }) => (
            <Radio key={value} value={value} label={label} />
          ))}
        </Stack>
      </Radio.Group>
      <QueryResult query={eventTypes} failed={strings.webhooks.eventsNotLoaded}>
        {(types) => (
          <Checkbox.Group
            label={text.events}
            description={text.eventsHint}
            value={events}
            onChange={(names) => form.setFieldValue('events', names)}
          >
            <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs" mt="xs">
              {types.map(({ name, label }) => (
                <Checkbox key={name} value={name} label={label} />
              ))}
            </SimpleGrid>
          </Checkbox.Group>
        )}
      </QueryResult>
      <NumberInput
        label={text.conversation}
        description={text.conversationHint}
        min={1}
        allowDecimal={false}
        allowNegative={false}
        hideControls
        {...form.getInputProps('conversation')}
      />
      <RateInput value={rate} onChange={(value) => form.setFieldValue('rate', value)} />
    </>
  );
}
