import { EVENT_NAMES } from '../event-names';
import { FORMATS } from '../format';
import { publishedName } from '../published-event';
import { goldenBody } from '../testing/golden';
import { eventTypes } from './event-types';
import { EXAMPLES } from './examples';
import { payloadSchemas } from './payload-schemas';

describe('the catalogue of events', () => {
  it('has each event once, in the order of their names’ list', () => {
    expect(eventTypes().map(({ name }) => name)).toEqual(EVENT_NAMES);
  });

  it('tells people’s words for each, and no two alike', () => {
    const types = eventTypes();
    expect(new Set(types.map(({ label }) => label)).size).toBe(types.length);
    for (const { label, description } of types) {
      expect(label).toMatch(/^[A-Z]/);
      expect(description).toMatch(/\.$/);
    }
  });

  it.each(EVENT_NAMES)('shows of %s the golden file’s bytes', (name) => {
    const { formats } = eventTypes().find((type) => type.name === name)!;
    for (const format of FORMATS) {
      const body = JSON.stringify(formats[format].example);
      expect(body).toBe(goldenBody(format, name.replaceAll('_', '-'), body));
    }
  });

  it.each(EVENT_NAMES)('has as example of %s what is published under that name', (name) => {
    expect(publishedName(EXAMPLES[name])).toBe(name);
  });
});

describe('the schemas of all payloads', () => {
  const { definitions, references } = payloadSchemas();

  it('are there for each event in each format', () => {
    expect(Object.keys(references)).toEqual(EVENT_NAMES);
    expect(references.conversation_typing_on).toEqual({
      hoory: { $ref: '#/components/schemas/HooryConversationTypingOn' },
      chatwoot: { $ref: '#/components/schemas/ChatwootConversationTypingOn' },
    });
  });

  it('refer to nothing that is not there', () => {
    const referred = [
      ...JSON.stringify({ definitions, references }).matchAll(/"\$ref":"([^"]+)"/g),
    ];
    const names = referred.map(([, ref]) => ref!.replace('#/components/schemas/', ''));
    expect(new Set(names)).toEqual(new Set(Object.keys(definitions)));
  });
});
