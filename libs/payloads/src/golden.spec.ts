import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { StoredEvent } from '@app/event-store';
import { EXAMPLES } from './catalogue/examples';
import { EVENT_NAMES } from './event-names';
import { FORMATS } from './format';
import { publishedName } from './published-event';
import { renderPayload } from './render';
import { goldenBody } from './testing/golden';
import { GOLDEN_CASES } from './testing/golden-cases';
import { payloadProblems } from './testing/payload-problems';
import { testRequested } from './testing/test-cases';

describe.each(FORMATS)('payloads in the %s format', (format) => {
  const cases = Object.entries(GOLDEN_CASES);

  it.each(cases)('are, byte for byte, the golden file: %s', (name, event) => {
    const body = renderPayload(format, event);
    expect(body).toBe(goldenBody(format, name, body));
  });

  it.each(cases)('validate against the schema of their event: %s', (_, event) => {
    const payload: unknown = JSON.parse(renderPayload(format, event));
    expect(payloadProblems(format, publishedName(event)!, payload)).toEqual([]);
  });

  it.each(EVENT_NAMES)('are in a test of %s the catalogue’s example, marked at its end', (name) => {
    const example = renderPayload(format, EXAMPLES[name]);
    const marked = `${example.slice(0, -1)},"test":true}`;
    expect(renderPayload(format, testRequested(name))).toBe(marked);
    // Nor is the example any other for having been sent as a test.
    expect(renderPayload(format, EXAMPLES[name])).toBe(example);
  });

  it('have a golden file each, and no file is of none', () => {
    const files = readdirSync(join(__dirname, 'golden', format));
    expect(files).toEqual(cases.map(([name]) => `${name}.golden.json`).toSorted());
  });

  it('are the same bytes however often the event is read from the log and rendered', () => {
    for (const [, event] of cases) {
      const reread = JSON.parse(JSON.stringify(event)) as StoredEvent;
      expect(renderPayload(format, reread)).toBe(renderPayload(format, event));
    }
  });

  it('never hold what only an inbox’s own software may know', () => {
    for (const [, event] of cases) {
      expect(renderPayload(format, event)).not.toMatch(/sealed|website-token|callback/);
    }
  });

  it('cover every event', () => {
    const names = cases.map(([, event]) => publishedName(event));
    expect(new Set(names)).toEqual(new Set(EVENT_NAMES));
  });

  it('are refused for an event that no webhook is to see', () => {
    const [, event] = cases[0]!;
    expect(() => renderPayload(format, { ...event, type: 'UserCreated' })).toThrow(
      `UserCreated has no ${format} payload`,
    );
  });
});
