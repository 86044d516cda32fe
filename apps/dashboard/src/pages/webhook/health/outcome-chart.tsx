import '@mantine/charts/styles.css';
import type { HourOfAttempts } from '@app/client';
import { BarChart } from '@mantine/charts';
import { Box, Group, Text, VisuallyHidden } from '@mantine/core';
import { strings } from '../../../strings';

const text = strings.webhook.health;
const HEIGHT_PX = 180;
const SWATCH_PX = 14;
/** As the pattern of failures is called in the page. */
const STRIPES = 'stripes-of-failures';

const hourOf = new Intl.DateTimeFormat('en', {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** Stacked bars, failures striped; the same in words for those who do not see them. */
export function OutcomeChart({ hours }: { hours: readonly HourOfAttempts[] }) {
  const rows = hours.map(({ at, succeeded, failed }) => ({
    at,
    [text.hour]: hourOf.format(new Date(at)),
    [text.succeeded]: succeeded,
    [text.failed]: failed,
  }));
  return (
    <Box pos="relative">
      <BarChart
        aria-hidden
        h={HEIGHT_PX}
        type="stacked"
        data={rows}
        dataKey={text.hour}
        series={[
          { name: text.succeeded, color: 'teal.7' },
          { name: text.failed, color: 'red.7' },
        ]}
        barProps={({ name }) =>
          name === text.failed ? { shape: { fill: `url(#${STRIPES})` } } : {}
        }
        // Nothing to be reached by keyboard where the table says all of it.
        barChartProps={{ accessibilityLayer: false }}
        yAxisProps={{ allowDecimals: false, width: 40 }}
      >
        <defs>
          <pattern
            id={STRIPES}
            width={6}
            height={6}
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width={6} height={6} fill="var(--mantine-color-red-7)" />
            <rect width={2} height={6} fill="var(--mantine-color-body)" />
          </pattern>
        </defs>
      </BarChart>
      <Group aria-hidden justify="flex-end" gap="md" mt="xs">
        <LegendEntry fill="var(--mantine-color-teal-7)" label={text.succeeded} />
        <LegendEntry fill={`url(#${STRIPES})`} label={text.failed} />
      </Group>
      <VisuallyHidden>
        <table>
          <caption>{text.chart}</caption>
          <thead>
            <tr>
              <th>{text.hour}</th>
              <th>{text.succeeded}</th>
              <th>{text.failed}</th>
            </tr>
          </thead>
          <tbody>
            {hours.map(({ at, succeeded, failed }) => (
              <tr key={at}>
                <th scope="row">{hourOf.format(new Date(at))}</th>
                <td>{succeeded}</td>
                <td>{failed}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </VisuallyHidden>
    </Box>
  );
}

/** Drawn as its bars are: the chart's own legend has colours alone. */
function LegendEntry({ fill, label }: { fill: string; label: string }) {
  return (
    <Group gap={6}>
      <svg width={SWATCH_PX} height={SWATCH_PX}>
        <rect width={SWATCH_PX} height={SWATCH_PX} fill={fill} />
      </svg>
      <Text size="sm">{label}</Text>
    </Group>
  );
}
