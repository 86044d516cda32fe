import type { WebhookStatistics } from '@app/client';
import { Card, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { QueryResult } from '../../../components/query-result';
import { RelativeTime } from '../../../components/relative-time';
import { strings } from '../../../strings';
import { useStatistics } from './health-queries';
import { OutcomeChart } from './outcome-chart';

const text = strings.webhook.health;

/** How the webhook does, at a glance. */
export function Health() {
  const statistics = useStatistics();
  return (
    <Stack component="section" gap="sm" mb="lg" aria-label={text.title}>
      <Title order={2} size="h4">
        {text.title}
      </Title>
      <QueryResult query={statistics} failed={text.notLoaded}>
        {(known) => (
          <>
            <Figures statistics={known} />
            {known.circuit === 'open' && <Text>{text.spared}</Text>}
            {known.attempts === 0 ? (
              <Text>{text.quiet}</Text>
            ) : (
              <OutcomeChart hours={known.hours} />
            )}
          </>
        )}
      </QueryResult>
    </Stack>
  );
}

function Figures({ statistics }: { statistics: WebhookStatistics }) {
  const { success_rate, duration_ms, pending, next_retry_at, circuit } = statistics;
  return (
    <SimpleGrid component="dl" cols={{ base: 2, sm: 3, lg: 6 }} spacing="xs" className="plain-list">
      <Figure label={text.successRate}>
        {success_rate === null ? text.none : text.percent(success_rate)}
      </Figure>
      <Figure label={text.p50}>{durationOf(duration_ms.p50)}</Figure>
      <Figure label={text.p99}>{durationOf(duration_ms.p99)}</Figure>
      <Figure label={text.pending}>{text.most(pending)}</Figure>
      <Figure label={text.nextRetry}>
        {next_retry_at === null ? text.none : <RelativeTime iso={next_retry_at} />}
      </Figure>
      <Figure label={text.circuit}>{text.circuits[circuit]}</Figure>
    </SimpleGrid>
  );
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Card withBorder padding="sm">
      <Text component="dt" size="sm" c="dimmed">
        {label}
      </Text>
      <Text component="dd" m={0} size="lg" fw={600}>
        {children}
      </Text>
    </Card>
  );
}

function durationOf(ms: number | null): string {
  return ms === null ? text.none : strings.webhook.milliseconds(ms);
}
