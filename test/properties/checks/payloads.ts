import type { StoredEvent } from '@app/event-store';
import { FORMATS, publishedEvent, renderPayload } from '@app/payloads';
import { payloadProblems } from '@app/payloads/testing';

/** Whoever wanted it or not, every event has a payload in every format, always the same and valid. */
export function expectValidPayloads(
  before: readonly StoredEvent[],
  afterwards: readonly StoredEvent[],
): void {
  expect(afterwards).toEqual(before);
  for (const [index, event] of afterwards.entries()) {
    const published = publishedEvent(event);
    if (!published) continue;
    for (const format of FORMATS) {
      const body = renderPayload(format, event);
      expect(renderPayload(format, before[index]!)).toBe(body);
      const problems = payloadProblems(format, published.name, JSON.parse(body));
      expect({ format, event: published.name, problems }).toEqual({
        format,
        event: published.name,
        problems: [],
      });
    }
  }
}
