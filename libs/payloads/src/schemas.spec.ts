import { EXAMPLES } from './catalogue/examples';
import { EVENT_NAMES, type EventName } from './event-names';
import { FORMATS, type Format } from './format';
import { renderPayload } from './render';
import { GOLDEN_CASES } from './testing/golden-cases';
import { payloadProblems } from './testing/payload-problems';

type Json = Record<string, unknown>;

const validate =
  (format: Format, name: EventName) =>
  (payload: Json): string[] =>
    payloadProblems(format, name, payload);

const exampleOf = (format: Format, name: EventName): Json =>
  JSON.parse(renderPayload(format, EXAMPLES[name])) as Json;

const goldenOf = (format: Format, name: string): Json =>
  JSON.parse(renderPayload(format, GOLDEN_CASES[name]!)) as Json;

describe.each(FORMATS)('the schemas of the %s format', (format) => {
  it.each(EVENT_NAMES)(
    'refuse a %s with a field too many, or with any one of its own missing',
    (name) => {
      const check = validate(format, name);
      const example = exampleOf(format, name);
      expect(check({ ...example, surprise: 1 })).not.toEqual([]);
      for (const field of Object.keys(example)) {
        const { [field]: _, ...rest } = example;
        expect([field, check(rest)]).not.toEqual([field, []]);
      }
    },
  );

  it.each(EVENT_NAMES)('refuse a %s under the name of another event', (name) => {
    expect(
      validate(format, name)({ ...exampleOf(format, name), event: 'message_read' }),
    ).not.toEqual([]);
  });

  it.each(EVENT_NAMES)('take a %s that is a test, and none that says it is not one', (name) => {
    const check = validate(format, name);
    const example = exampleOf(format, name);
    expect(check({ ...example, test: true })).toEqual([]);
    expect(check({ ...example, test: false })).not.toEqual([]);
  });

  it.each(EVENT_NAMES)('refuse a %s of the other format', (name) => {
    const other = format === 'hoory' ? 'chatwoot' : 'hoory';
    expect(validate(format, name)(exampleOf(other, name))).not.toEqual([]);
  });

  it.each([
    ['an unknown content type', { content_type: 'poll' }],
    ['an activity', { message_type: 'activity' }],
    ['a content that is no text', { content: 7 }],
    ['an empty list of attachments', { attachments: [] }],
    ['a select without items', { content_type: 'input_select', content_attributes: {} }],
    [
      'an unknown key in an item',
      { content_type: 'article', content_attributes: { items: [{ colour: 'red' }] } },
    ],
    [
      'a card without actions',
      { content_type: 'cards', content_attributes: { items: [{ title: 'Boots', actions: [] }] } },
    ],
    [
      'a form field of an unknown type',
      { content_type: 'form', content_attributes: { items: [{ type: 'file' }] } },
    ],
  ])('refuse a message with %s', (_, changes) => {
    const example = exampleOf(format, 'message_created');
    expect(validate(format, 'message_created')({ ...example, ...changes })).not.toEqual([]);
  });

  it('refuse an attachment that is neither a file nor a place', () => {
    const body = goldenOf(format, 'message-created.attachments');
    const [image] = body['attachments'] as Json[];
    const attachments = [{ ...image, file_type: 'location' }];
    expect(validate(format, 'message_created')({ ...body, attachments })).not.toEqual([]);
  });

  it.each([
    ['a field that no event tells of', [{ mood: { previous_value: 1, current_value: 2 } }]],
    ['a value that is no status', [{ status: { previous_value: 'open', current_value: 'shut' } }]],
    [
      'two fields in an entry',
      [{ status: change('open', 'resolved'), priority: change(null, 'low') }],
    ],
    ['no entry at all', []],
  ])('refuse changed attributes of %s', (_, changed) => {
    const example = exampleOf(format, 'conversation_updated');
    expect(
      validate(format, 'conversation_updated')({ ...example, changed_attributes: changed }),
    ).not.toEqual([]);
  });

  it('refuse the disabling of a webhook for a reason that there is not', () => {
    const example = exampleOf(format, 'webhook_disabled');
    expect(validate(format, 'webhook_disabled')({ ...example, reason: 'mood' })).not.toEqual([]);
  });

  it('refuse the exhaustion of a delivery that spoke of a webhook itself', () => {
    const example = exampleOf(format, 'delivery_exhausted');
    const delivery = { ...(example['delivery'] as Json), event: 'webhook_recovered' };
    expect(validate(format, 'delivery_exhausted')({ ...example, delivery })).not.toEqual([]);
  });

  it('let conversation_status_changed tell of the status alone', () => {
    const example = exampleOf(format, 'conversation_status_changed');
    const check = validate(format, 'conversation_status_changed');
    const priority = [{ priority: change(null, 'low') }];
    expect(check({ ...example, changed_attributes: priority })).not.toEqual([]);
  });
});

describe('the words of a format', () => {
  it.each([
    ['hoory', 'id', 1],
    ['hoory', 'created_at', '2020-03-03T13:05:57.999Z'],
    ['chatwoot', 'id', '1'],
    ['chatwoot', 'created_at', '2020-03-03 13:05:57 UTC'],
    ['chatwoot', 'created_at', '2020-13-03T13:05:57.999Z'],
  ] as const)('of %s are not those of the other: %s %j', (format, field, value) => {
    const example = exampleOf(format, 'message_created');
    expect(validate(format, 'message_created')({ ...example, [field]: value })).not.toEqual([]);
  });
});

function change(previous: unknown, current: unknown): Json {
  return { previous_value: previous, current_value: current };
}
