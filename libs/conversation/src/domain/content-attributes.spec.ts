import { Refusal } from '@app/event-store';
import { checkContentAttributes } from './content-attributes';
import { CONTENT_TYPES, type ContentType } from './message';

const WITH_ITEMS = ['input_select', 'cards', 'form', 'article'] as const;
const WITHOUT_ITEMS = CONTENT_TYPES.filter(
  (type) => !(WITH_ITEMS as readonly string[]).includes(type),
);

const link = { type: 'link', text: 'View', uri: 'https://example.com' };
const postback = { type: 'postback', text: 'Buy', payload: 'BUY' };

/** The type of what is thrown matters: anything but a refusal is answered with a 500. */
const check = (contentType: ContentType, attributes: object): Partial<Refusal> | 'taken' => {
  try {
    checkContentAttributes(contentType, attributes as Record<string, unknown>);
    return 'taken';
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { reason, attributes: at, message } = error;
    return { reason, attributes: at, message };
  }
};

const refused = (message: unknown) => ({
  reason: 'invalid',
  attributes: ['content_attributes'],
  message,
});

describe('content attributes', () => {
  it.each<[ContentType, object[]]>([
    ['input_select', [{ title: 'Basic', value: 'basic' }]],
    [
      'input_select',
      [
        { title: 'Basic', value: 'basic' },
        { title: 'Pro', value: 'pro' },
      ],
    ],
    [
      'cards',
      [
        {
          title: 'Shoe',
          description: 'Red',
          media_url: 'https://example.com/a.png',
          actions: [link, postback],
        },
      ],
    ],
    ['cards', [{ title: 'Shoe', actions: [postback] }]],
    ['form', [{ type: 'email' }]],
    ['form', [{ type: 'text', name: 'name', label: 'Name', placeholder: 'Ada', default: 'Ada' }]],
    [
      'form',
      [
        {
          type: 'text_area',
          name: 'why',
          required: true,
          pattern: '.+',
          title: 'A',
          pattern_error: 'B',
        },
      ],
    ],
    ['form', [{ type: 'select', name: 'plan', options: [{ label: 'Pro', value: 'pro' }] }]],
    ['article', [{ title: 'How to', description: 'In short', link: 'https://example.com' }]],
  ])('of %s take %j', (contentType, items) => {
    expect(check(contentType, { items })).toBe('taken');
  });

  it.each(WITHOUT_ITEMS)('of %s are free', (contentType) => {
    expect(check(contentType, {})).toBe('taken');
    expect(check(contentType, { in_reply_to: 7, items: 'whatever' })).toBe('taken');
  });

  describe.each(WITH_ITEMS)('of %s', (contentType) => {
    it.each([[undefined], [null], [[]], ['basic'], [{ 0: {} }], [1]])(
      'refuse items %j',
      (items) => {
        expect(check(contentType, { items })).toEqual(
          refused(
            `Content attributes of ${contentType} take at least one item, got ${JSON.stringify(items) ?? 'nothing'}`,
          ),
        );
      },
    );

    it.each([['basic'], [null], [7], [[]]])('refuse the item %j', (item) => {
      expect(check(contentType, { items: [item] })).toEqual(
        refused(
          `Content attributes items of ${contentType} take objects, got ${JSON.stringify(item)}`,
        ),
      );
    });

    it('refuse an unknown key and say which are known', () => {
      expect(check(contentType, { items: [{ colour: 'red' }] })).toEqual(
        refused(
          expect.stringMatching(
            `^Content attributes items of ${contentType} take .*title.*, got "colour"$`,
          ),
        ),
      );
    });
  });

  it.each<[ContentType, object, string]>([
    ['input_select', { title: { en: 'Basic' } }, 'items of input_select take … as title'],
    ['cards', { title: ['Shoe'], actions: [link] }, 'items of cards take … as title'],
    ['cards', { actions: [{ ...link, uri: {} }] }, 'actions of type link take … as uri'],
    ['form', { type: 'text', default: [] }, 'items of form take … as default'],
    ['form', { type: 'select', options: [{ value: {} }] }, 'options of form take … as value'],
    ['article', { link: {} }, 'items of article take … as link'],
  ])('of %s refuse a value that is no plain one: %j', (contentType, item, problem) => {
    const words = problem.replace('…', 'text, a number or a boolean');
    expect(check(contentType, { items: [item] })).toEqual(
      refused(expect.stringContaining(`Content attributes ${words}, got `)),
    );
  });

  it('refuse a bad item behind a good one', () => {
    const items = [{ title: 'Basic', value: 'basic' }, { colour: 'red' }];
    expect(check('input_select', { items })).toEqual(
      refused('Content attributes items of input_select take title, value, got "colour"'),
    );
  });

  it.each([[undefined], [null], [[]], ['buy'], [{}]])('of cards refuse actions %j', (actions) => {
    expect(check('cards', { items: [{ title: 'Shoe', actions }] })).toEqual(
      refused(
        `Content attributes items of cards take at least one action, got ${JSON.stringify(actions) ?? 'nothing'}`,
      ),
    );
  });

  it.each<[unknown]>([
    ['buy'],
    [null],
    [{ text: 'Buy' }],
    [{ type: 'call', text: 'Call' }],
    [{ type: ['link'], text: 'View' }],
    [{ type: 'constructor', text: 'View' }],
    [{ type: { toString: 'link' }, text: 'View' }],
  ])('of cards refuse the action %j', (action) => {
    expect(check('cards', { items: [{ actions: [link, action] }] })).toEqual(
      refused(
        `Content attributes actions take the type link or postback, got ${JSON.stringify(action)}`,
      ),
    );
  });

  it.each([
    [{ ...link, payload: 'BUY' }, 'of type link take type, text, uri, got "payload"'],
    [{ ...postback, uri: 'https://x' }, 'of type postback take type, text, payload, got "uri"'],
  ])('of cards refuse the key of another action: %j', (action, problem) => {
    expect(check('cards', { items: [{ actions: [action] }] })).toEqual(
      refused(`Content attributes actions ${problem}`),
    );
  });

  it.each<[unknown]>([[undefined], [null], ['number'], [['email']], [{ toString: 'email' }]])(
    'of form refuse a field of type %j',
    (type) => {
      expect(check('form', { items: [{ type, name: 'email' }] })).toEqual(
        refused(
          'Content attributes items of form take the type email, text, text_area, select, ' +
            `got ${JSON.stringify(type) ?? 'nothing'}`,
        ),
      );
    },
  );

  it.each<[unknown, string]>([
    ['pro', 'options of form take a list, got "pro"'],
    [null, 'options of form take a list, got null'],
    [['pro'], 'options of form take objects, got "pro"'],
    [[{ label: 'Pro', price: 9 }], 'options of form take label, value, got "price"'],
  ])('of form refuse the options %j', (options, problem) => {
    expect(check('form', { items: [{ type: 'select', options }] })).toEqual(
      refused(`Content attributes ${problem}`),
    );
  });
});
