import { HooryContactClient } from '@app/client';
import { badAttributes, badEmails, badPhoneNumbers, badTexts } from '../support/bad-values';
import { ObservedInstallation } from '../support/observed-installation';
import { specifyRefusals, type Bad } from '../support/specify-refusals';

const OWN = '/public/api/v1/inboxes/{inbox}/contacts';
const CONVERSATION = `${OWN}/device-1/conversations/1`;
const WIDGET = '/api/v1/widget/events?website_token={website}';
const TRIGGERED = { name: 'webwidget.triggered' };

const MAX_CONTENT_LENGTH = 150_000;

/** In the order of their ids, from 1 on. */
const MESSAGES = [
  { content: 'Hi' },
  {
    content: 'Which?',
    content_type: 'input_select',
    content_attributes: { items: [{ title: 'A', value: 'a' }] },
  },
  {
    content: 'Who?',
    content_type: 'form',
    content_attributes: { items: [{ type: 'text', name: 'who' }] },
  },
  { content: 'Where?', content_type: 'input_email' },
  { content: 'How?', content_type: 'input_csat' },
  { content: 'A note', private: true },
] as const;
const [TEXT, SELECT, FORM, EMAIL, SURVEY, NOTE] = MESSAGES.map(
  (_, index) => `PATCH ${CONVERSATION}/messages/${index + 1}`,
) as [string, string, string, string, string, string];

const DETAILS: Bad[] = [
  ...badEmails('email'),
  ...badPhoneNumbers('phone_number'),
  ...badTexts('name'),
  ...badTexts('identifier'),
  ...badTexts('identifier_hash'),
  ...badAttributes('custom_attributes'),
  ['what is for agents to say', { blocked: true }, 'blocked'],
];

const values = (what: string, submitted_values: unknown): Bad => [
  what,
  { submitted_values },
  'submitted_values',
];

const info = (what: string, event_info: object, name: string): Bad => [
  what,
  { ...TRIGGERED, event_info },
  name,
];

describe('Bad input from contacts and visitors', () => {
  const observed = new ObservedInstallation();
  let inboxIdentifier: string;
  let websiteToken: string;

  beforeAll(() =>
    observed.start(async () => {
      const { client, installation } = observed;
      const app = await client.inboxes.create({ name: 'App', channel: { type: 'api' } });
      inboxIdentifier = app.inbox_identifier!;
      const website = await client.inboxes.create({
        name: 'Website',
        channel: { type: 'web_widget', website_url: 'https://example.com' },
      });
      websiteToken = website.website_token!;
      const { contacts, conversations } = new HooryContactClient({
        baseUrl: installation.server.url,
        inboxIdentifier,
      });
      for (const source_id of ['device-1', 'device-2']) await contacts.create({ source_id });
      await conversations.create('device-1');
      await conversations.create('device-2');
      for (const message of MESSAGES) await client.messages.create(1, message);
    }),
  );
  afterAll(() => observed.stop());

  specifyRefusals(observed, {
    headers: {},
    complete: (path) => path.replace('{inbox}', inboxIdentifier).replace('{website}', websiteToken),
    invalid: {
      [`POST ${OWN}`]: [
        ...DETAILS,
        ...badTexts('source_id'),
        ['an empty source_id', { source_id: '' }, 'source_id'],
      ],
      [`PATCH ${OWN}/device-1`]: DETAILS,
      [`POST ${OWN}/device-1/conversations`]: [
        ...badAttributes('custom_attributes'),
        ['what is for agents to say', { status: 'resolved' }, 'status'],
      ],
      [`POST ${CONVERSATION}/messages`]: [
        ['no content', {}, 'content'],
        ['an empty content', { content: '' }, 'content'],
        ['a number as content', { content: 5 }, 'content'],
        [
          'a content one character too long',
          { content: 'x'.repeat(MAX_CONTENT_LENGTH + 1) },
          'content',
        ],
        ['an echo_id of 256 characters', { content: 'x', echo_id: 'x'.repeat(256) }, 'echo_id'],
        ['what is for agents to say', { content: 'x', private: true }, 'private'],
      ],
      [`GET ${CONVERSATION}/messages`]: [
        ['a before that is none', 'before=x', 'before'],
        ['an after that is none', 'after=0', 'after'],
      ],
      [`POST ${CONVERSATION}/toggle_typing`]: [
        ['no typing_status', {}, 'typing_status'],
        ['an unknown typing_status', { typing_status: 'maybe' }, 'typing_status'],
      ],
      [TEXT]: [
        values('values of what asked nothing', [{ title: 'A', value: 'a' }]),
        [
          'an address of what asked nothing',
          { submitted_email: 'a@example.com' },
          'submitted_email',
        ],
        ['another content', { content: 'x' }, 'content'],
        ['another status', { status: 'read' }, 'status'],
      ],
      [SELECT]: [
        values('null', null),
        values('an object', { title: 'A', value: 'a' }),
        values('no value', []),
        values('a value of text', ['a']),
        values('a value without its title', [{ value: 'a' }]),
        values('a value with an unknown key', [{ title: 'A', value: 'a', colour: 'red' }]),
        values('a value that is an object', [{ title: 'A', value: {} }]),
        values(
          '101 values',
          Array.from({ length: 101 }, () => ({ title: 'A', value: 'a' })),
        ),
        ['an address', { submitted_email: 'a@example.com' }, 'submitted_email'],
      ],
      [FORM]: [
        values('what is of a select', [{ title: 'A', value: 'a' }]),
        values('a list as value', [{ name: 'who', value: ['a'] }]),
      ],
      [EMAIL]: [
        ...badEmails('submitted_email'),
        values('values', [{ name: 'email', value: 'a@example.com' }]),
      ],
      [SURVEY]: [
        values('a list', [{ rating: 5 }]),
        values('no response', {}),
        ...[0, 6, 1.5, '5', null].map((rating) =>
          values(`the rating ${JSON.stringify(rating)}`, { csat_survey_response: { rating } }),
        ),
        values('a number as feedback', {
          csat_survey_response: { rating: 5, feedback_message: 7 },
        }),
      ],
      [`POST ${WIDGET}`]: [
        ['no name', {}, 'name'],
        ['an unknown name', { name: 'webwidget.closed' }, 'name'],
        ['text as event_info', { ...TRIGGERED, event_info: 'x' }, 'event_info'],
        info('an unknown field', { colour: 'red' }, 'event_info.colour'),
        info('a browser of its own', { browser: {} }, 'event_info.browser'),
        info('a number as referer', { referer: 5 }, 'event_info.referer'),
        info('a long referer', { referer: 'x'.repeat(2_049) }, 'event_info.referer'),
        info(
          'a long widget_language',
          { widget_language: 'x'.repeat(256) },
          'event_info.widget_language',
        ),
        info(
          'a long browser_language',
          { browser_language: 'x'.repeat(256) },
          'event_info.browser_language',
        ),
        info('text as initiated_at', { initiated_at: 'now' }, 'event_info.initiated_at'),
        info(
          'a number as timestamp',
          { initiated_at: { timestamp: 5 } },
          'event_info.initiated_at.timestamp',
        ),
        info(
          'a long timestamp',
          { initiated_at: { timestamp: 'x'.repeat(256) } },
          'event_info.initiated_at.timestamp',
        ),
      ],
    },
    missing: [
      ['POST /public/api/v1/inboxes/nobody/contacts'],
      ['POST /public/api/v1/inboxes/{website}/contacts'],
      [`GET ${OWN}/nobody`],
      [`PATCH ${OWN}/nobody`, { name: 'x' }],
      [`GET ${OWN}/nobody/conversations`],
      [`POST ${OWN}/nobody/conversations`],
      [`GET ${OWN}/device-1/conversations/999`],
      // Of somebody else.
      [`GET ${OWN}/device-1/conversations/2`],
      [`GET ${OWN}/device-1/conversations/2/messages`],
      [`POST ${OWN}/device-1/conversations/2/messages`, { content: 'x' }],
      [`POST ${OWN}/device-1/conversations/2/toggle_typing`, { typing_status: 'on' }],
      [`POST ${OWN}/device-1/conversations/2/toggle_status`],
      [`POST ${OWN}/device-1/conversations/2/update_last_seen`],
      [SELECT.replace('device-1', 'device-2'), { submitted_values: [{ title: 'A', value: 'a' }] }],
      [NOTE, { submitted_values: [{ title: 'A', value: 'a' }] }],
      [`PATCH ${CONVERSATION}/messages/999`, { submitted_email: 'a@example.com' }],
      ['POST /api/v1/widget/events', TRIGGERED],
      ['POST /api/v1/widget/events?website_token=nobody', TRIGGERED],
      ['POST /api/v1/widget/events?website_token={inbox}', TRIGGERED],
    ],
  });
});
