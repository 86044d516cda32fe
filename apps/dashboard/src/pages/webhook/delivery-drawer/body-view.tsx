import { Code, SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { strings } from '../../../strings';

const text = strings.webhook.delivery;
const INDENT = 2;

/** A body as it went over the wire; JSON is laid out to be read, unless it is asked for raw. */
export function BodyView({ label, body }: { label: string; body: string }) {
  const [shown, setShown] = useState('pretty');
  if (body === '') return <Text size="sm">{text.empty}</Text>;
  const pretty = prettyOf(body);
  return (
    <Stack gap={4} align="stretch">
      {pretty !== undefined && (
        <SegmentedControl
          className="begins-line"
          size="xs"
          aria-label={text.shownAs}
          value={shown}
          onChange={setShown}
          data={[
            { value: 'pretty', label: text.pretty },
            { value: 'raw', label: text.raw },
          ]}
        />
      )}
      <Code block className="body-view" role="region" aria-label={label} tabIndex={0}>
        {(shown === 'pretty' && pretty) || body}
      </Code>
    </Stack>
  );
}

/** undefined where it is no JSON. */
function prettyOf(body: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(body), null, INDENT);
  } catch {
    return undefined;
  }
}
