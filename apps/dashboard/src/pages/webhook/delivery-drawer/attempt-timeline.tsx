import type { DeliveryAttempt } from '@app/client';
import { Stack, Text, Timeline } from '@mantine/core';
import { Disclosure } from '../../../components/disclosure';
import { RelativeTime } from '../../../components/relative-time';
import { strings } from '../../../strings';
import { BodyView } from './body-view';
import { HeaderTable } from './header-table';
import { Timings } from './timings';

const text = strings.webhook.delivery;
const { milliseconds } = strings.webhook;

/** Each attempt as it went, the newest first. */
export function AttemptTimeline({ attempts }: { attempts: readonly DeliveryAttempt[] }) {
  const newest = attempts.at(-1);
  return (
    <Timeline active={attempts.length} bulletSize={22} role="list">
      {attempts.toReversed().map((attempt) => (
        <Timeline.Item
          key={`${attempt.attempt} ${attempt.attempted_at}`}
          role="listitem"
          color={attempt.error ? 'red' : 'teal'}
          bullet={<span aria-hidden>{attempt.error ? '✗' : '✓'}</span>}
          title={text.attempt(attempt.attempt)}
        >
          <Attempt attempt={attempt} isNewest={attempt === newest} />
        </Timeline.Item>
      ))}
    </Timeline>
  );
}

function Attempt({ attempt, isNewest }: { attempt: DeliveryAttempt; isNewest: boolean }) {
  const { request, response, durations_ms: durations, attempted_at } = attempt;
  return (
    <Stack gap={6}>
      <Text size="sm">
        {outcomeOf(attempt)} · {milliseconds(durations.total)} · <RelativeTime iso={attempted_at} />
      </Text>
      {response ? (
        <>
          <Disclosure label={text.responseBody} initiallyOpened={isNewest}>
            <BodyView label={text.responseBody} body={response.body} />
          </Disclosure>
          <Disclosure label={text.responseHeaders}>
            <HeaderTable label={text.responseHeaders} headers={response.headers} />
          </Disclosure>
        </>
      ) : (
        <Text size="sm">{text.noResponse}</Text>
      )}
      <Disclosure label={text.timings} initiallyOpened={isNewest}>
        <Timings durations={durations} isAnswered={response !== null} />
      </Disclosure>
      <Disclosure label={text.requestHeaders}>
        <HeaderTable label={text.requestHeaders} headers={request.headers} />
      </Disclosure>
    </Stack>
  );
}

function outcomeOf({ response, error }: DeliveryAttempt): string {
  const words = error && (strings.webhook.deliveries.errors[error.class] ?? error.class);
  const said = error?.class === 'http-status' ? undefined : error?.message;
  return [response?.status_code, words, said].filter((part) => part != null).join(' · ');
}
