import { ObservedInstallation } from '../support/observed-installation';
import { badAttributes, badIds } from '../support/bad-values';
import { specifyRefusals, type Bad } from '../support/specify-refusals';

/** As the first ids of a new installation are. */
const PLACE = { inbox_id: 1, contact_id: 1 };
const CONVERSATION = '/conversations/1';
const IN_WIDGET = '/conversations/2';
const ACTIVITY = `${CONVERSATION}/messages/3`;

const MAX_CONTENT_LENGTH = 150_000;
const PAST_SECONDS = 1_500_000_000;

const withItems = (content_type: string, items: unknown): object => ({
  content_type,
  content_attributes: { items },
});
const select = (item: object): object => withItems('input_select', [item]);
const card = (item: object): object => withItems('cards', [item]);
const field = (item: object): object => withItems('form', [item]);
const link = { type: 'link', text: 'Look', uri: 'https://example.com' };

const times = (rest: object): Bad[] =>
  [
    'tomorrow',
    '2020-13-01T00:00:00Z',
    '',
    -1,
    1e15,
    true,
    {},
    [],
    // Past.
    PAST_SECONDS,
    '2017-07-14T02:40:00Z',
  ].map((time) => [
    `${JSON.stringify(time)} as snoozed_until`,
    { ...rest, snoozed_until: time },
    'snoozed_until',
  ]);

/** What is wrong with items. */
const ITEMS = {
  'a select without attributes': { content_type: 'input_select' },
  'cards without items': { content_type: 'cards', content_attributes: {} },
  'a form of no items': withItems('form', []),
  'items that are no list': withItems('article', {}),
  'an item that is no object': withItems('input_select', ['Basic']),
  'an item that is null': withItems('form', [null]),
  'an unknown key in an item of a select': select({ colour: 'red' }),
  'an unknown key in a card': card({ actions: [link], price: 7 }),
  'an unknown key in a field': field({ type: 'text', hint: 'x' }),
  'an unknown key in an article': withItems('article', [{ body: 'x' }]),
  'an object as title': select({ title: {}, value: 'x' }),
  'a card without actions': card({ title: 'Boots' }),
  'a card of no actions': card({ title: 'Boots', actions: [] }),
  'an unknown action': card({ actions: [{ type: 'jump' }] }),
  'a link with a payload': card({ actions: [{ ...link, payload: 'x' }] }),
  'a postback with a URI': card({ actions: [{ type: 'postback', uri: 'x' }] }),
  'a field without type': field({ name: 'x' }),
  'a field of an unknown type': field({ type: 'date' }),
  'options that are no list': field({ type: 'select', options: {} }),
  'an option with an unknown key': field({ type: 'select', options: [{ title: 'x' }] }),
};

const MESSAGE: Bad[] = [
  ['a number as content', { content: 5 }, 'content'],
  ['an object as content', { content: {} }, 'content'],
  ['a content of 300 KB', { content: 'x'.repeat(300 * 1024) }, 'content'],
  ['a content one character too long', { content: 'x'.repeat(MAX_CONTENT_LENGTH + 1) }, 'content'],
  ['a word as private', { content: 'x', private: 'yes' }, 'private'],
  ['an unknown field', { content: 'x', colour: 'red' }, 'colour'],
  ['an unknown message_type', { message_type: 'activity' }, 'message_type'],
  ['a template, which only the system sends', { message_type: 'template' }, 'message_type'],
  ['a number as message_type', { message_type: 0 }, 'message_type'],
  ['an unknown content_type', { content_type: 'poem' }, 'content_type'],
  ['a number as echo_id', { echo_id: 7 }, 'echo_id'],
  ['an echo_id of 256 characters', { echo_id: 'x'.repeat(256) }, 'echo_id'],
  ['a source_id of 256 characters', { source_id: 'x'.repeat(256) }, 'source_id'],
  ['what is no file as an attachment', { attachments: ['x'] }, 'attachments'],
  ['what looks like a file', { attachments: [{ filename: 'a', sha256: 'b' }] }, 'attachments'],
  ...badAttributes('content_attributes'),
  ...Object.entries(ITEMS).map(([what, body]): Bad => [what, body, 'content_attributes']),
];

const LIST: Bad[] = [
  ['an unknown status', 'status=closed', 'status'],
  ['an inbox_id that is none', 'inbox_id=x', 'inbox_id'],
  ['a team_id that is none', 'team_id=0', 'team_id'],
  [
    'more than 100 labels',
    Array.from({ length: 101 }, (_, n) => `labels[]=${n}`).join('&'),
    'labels[]',
  ],
  ['a text of 256 characters', `q=${'x'.repeat(256)}`, 'q'],
  ['a list as text', 'q=a&q=b', 'q'],
  ['an unknown parameter', 'colour=red', 'colour'],
  ['an unknown assignee_type', 'assignee_type=you', 'assignee_type'],
  ['page 0', 'page=0', 'page'],
  ['a page that is none', 'page=last', 'page'],
];

describe('Bad input about conversations', () => {
  const observed = new ObservedInstallation();

  beforeAll(() =>
    observed.start(async () => {
      const { client } = observed;
      await client.inboxes.create({ name: 'App', channel: { type: 'api' } });
      await client.contacts.create({ name: 'Carol', inbox_id: 1 });
      await client.conversations.create(PLACE);
      for (const content of ['Hi', 'Oops']) await client.messages.create(1, { content });
      await client.messages.delete(1, 2);
      await client.conversations.setLabels(1, ['vip']);
      const channel = { type: 'web_widget', website_url: 'https://example.com' } as const;
      await client.inboxes.create({ name: 'Website', channel });
      await client.conversations.create({ inbox_id: 2, contact_id: 1 });
    }),
  );
  afterAll(() => observed.stop());

  specifyRefusals(observed, {
    invalid: {
      'POST /conversations': [
        ['neither source nor contact', {}, 'source_id', 'inbox_id', 'contact_id'],
        ['a source_id of 256 characters', { source_id: 'x'.repeat(256) }, 'source_id'],
        ['an unknown status', { ...PLACE, status: 'closed' }, 'status'],
        ['an agent who is none of the account', { ...PLACE, assignee_id: 999 }, 'assignee_id'],
        ['a team that there is not', { ...PLACE, team_id: 999 }, 'team_id'],
        [
          'a time to snooze until with another status',
          { ...PLACE, status: 'open', snoozed_until: '2999-12-31' },
          'snoozed_until',
        ],
        ['a list as opening message', { ...PLACE, message: [{ content: 'x' }] }, 'message'],
        ['a bad opening message', { ...PLACE, message: { content: 5 } }, 'message.content'],
        ['no items in it', { ...PLACE, message: { content_type: 'cards' } }, 'content_attributes'],
        ['an unknown field in it', { ...PLACE, message: { colour: 'red' } }, 'message.colour'],
        ...times({ ...PLACE, status: 'snoozed' }),
        ...badIds('inbox_id', { contact_id: 1 }),
        ...badIds('contact_id', { inbox_id: 1 }),
        ...badIds('assignee_id', PLACE),
        ...badIds('team_id', PLACE),
        ...[...badAttributes('custom_attributes'), ...badAttributes('additional_attributes')].map(
          ([what, body, name]): Bad => [what, { ...PLACE, ...(body as object) }, name!],
        ),
      ],
      [`POST ${CONVERSATION}/messages`]: MESSAGE,
      [`POST ${IN_WIDGET}/messages`]: [
        [
          'what a visitor would have written',
          { content: 'x', message_type: 'incoming' },
          'message_type',
        ],
      ],
      [`PATCH ${CONVERSATION}/messages/1`]: [
        ['an unknown status', { status: 'seen' }, 'status'],
        ['a number as content', { content: 5 }, 'content'],
        [
          'a content one character too long',
          { content: 'x'.repeat(MAX_CONTENT_LENGTH + 1) },
          'content',
        ],
        ['a number as external_error', { external_error: 5 }, 'external_error'],
        [
          'an external_error of 2,001 characters',
          { external_error: 'x'.repeat(2_001) },
          'external_error',
        ],
        [
          'an external_error of a message that was read',
          { status: 'read', external_error: 'x' },
          'external_error',
        ],
        ['what cannot be changed', { message_type: 'incoming' }, 'message_type'],
      ],
      [`POST ${CONVERSATION}/toggle_status`]: [
        ['an unknown status', { status: 'closed' }, 'status'],
        ['a number as status', { status: 1 }, 'status'],
        [
          'a time to snooze until with another status',
          { status: 'pending', snoozed_until: '2999-12-31' },
          'snoozed_until',
        ],
        ['an unknown field', { until: 7 }, 'until'],
        ...times({ status: 'snoozed' }),
      ],
      [`POST ${CONVERSATION}/toggle_typing_status`]: [
        ['no typing_status', {}, 'typing_status'],
        ['an unknown typing_status', { typing_status: 'maybe' }, 'typing_status'],
        ['a word as is_private', { typing_status: 'on', is_private: 'yes' }, 'is_private'],
      ],
      [`POST ${CONVERSATION}/assignments`]: [
        ['nobody and nothing', {}, 'assignee_id', 'team_id'],
        ['an agent who is none of the account', { assignee_id: 999 }, 'assignee_id'],
        ['a team that there is not', { team_id: 999 }, 'team_id'],
        ...badIds('assignee_id').filter(([, body]) => !isZero(body)),
        ...badIds('team_id').filter(([, body]) => !isZero(body)),
      ],
      [`POST ${CONVERSATION}/labels`]: [
        ['no labels', {}, 'labels'],
        ['text as labels', { labels: 'vip' }, 'labels'],
        ['numbers as labels', { labels: [1] }, 'labels'],
        ['an empty label', { labels: ['vip', ' '] }, 'labels'],
        ['a label of 256 characters', { labels: ['x'.repeat(256)] }, 'labels'],
        ['101 labels', { labels: Array.from({ length: 101 }, (_, n) => `label-${n}`) }, 'labels'],
      ],
      [`POST ${CONVERSATION}/toggle_priority`]: [
        ['no priority', {}, 'priority'],
        ['an unknown priority', { priority: 'extreme' }, 'priority'],
        ['a number as priority', { priority: 1 }, 'priority'],
      ],
      [`POST ${CONVERSATION}/custom_attributes`]: [
        ['no custom_attributes', {}, 'custom_attributes'],
        ['null as custom_attributes', { custom_attributes: null }, 'custom_attributes'],
        ...badAttributes('custom_attributes'),
      ],
      'GET /conversations': LIST,
      'GET /conversations/meta': LIST,
      [`GET ${CONVERSATION}/messages`]: [
        ['a before that is none', 'before=x', 'before'],
        ['an after that is none', 'after=-1', 'after'],
      ],
    },
    missing: [
      ['POST /conversations', { ...PLACE, inbox_id: 999 }],
      ['POST /conversations', { ...PLACE, contact_id: 999 }],
      ['POST /conversations', { source_id: 'nobody' }],
      ['GET /conversations/999'],
      ['DELETE /conversations/999'],
      ['GET /conversations/999/messages'],
      ['GET /conversations/999/labels'],
      ['POST /conversations/999/messages', { content: 'x' }],
      ['POST /conversations/999/toggle_status'],
      ['POST /conversations/999/toggle_typing_status', { typing_status: 'on' }],
      ['POST /conversations/999/assignments', { assignee_id: 1 }],
      ['POST /conversations/999/assignments', { team_id: null }],
      ['POST /conversations/999/labels', { labels: [] }],
      ['POST /conversations/999/toggle_priority', { priority: null }],
      ['POST /conversations/999/custom_attributes', { custom_attributes: {} }],
      ['POST /conversations/999/update_last_seen'],
      [`PATCH ${CONVERSATION}/messages/999`, { status: 'read' }],
      [`DELETE ${CONVERSATION}/messages/999`],
      // Of another conversation.
      [`PATCH ${IN_WIDGET}/messages/1`, { status: 'read' }],
      [`DELETE ${IN_WIDGET}/messages/1`],
      [`PATCH ${ACTIVITY}`, { status: 'read' }],
      [`DELETE ${ACTIVITY}`],
    ],
  });
});

/** Takes the assignee or the team away. */
function isZero(body: object | string): boolean {
  return /:"?0"?\}$/.test(JSON.stringify(body));
}
