import { badAttributes, badEmails, badIds, badPhoneNumbers, badTexts } from '../support/bad-values';
import { ObservedInstallation } from '../support/observed-installation';
import { specifyRefusals, type Bad } from '../support/specify-refusals';

/** Of contacts, whoever tells it. */
const TOLD: Bad[] = [
  ...badEmails('email'),
  ...badPhoneNumbers('phone_number'),
  ...badTexts('name'),
  ...badTexts('identifier'),
  ...badAttributes('custom_attributes'),
  ['an unknown field', { colour: 'red' }, 'colour'],
];

/** Of contacts, as agents tell it. */
const DETAILS: Bad[] = [
  ...TOLD,
  ...badAttributes('additional_attributes'),
  ['a word as blocked', { blocked: 'yes' }, 'blocked'],
  ['the e-mail address of another', { email: 'TAKEN@example.com' }, 'email'],
  ['the telephone number of another', { phone_number: '+14155550199' }, 'phone_number'],
  ['the identifier of another', { identifier: 'taken' }, 'identifier'],
];

const LIST: Bad[] = [
  ['page 0', 'page=0', 'page'],
  ['a page that is none', 'page=last', 'page'],
  ['an unknown order', 'sort=colour', 'sort'],
  ['an unknown parameter', 'colour=red', 'colour'],
];

const API = { type: 'api' };
const WIDGET = { type: 'web_widget' };
const NO_URLS = [
  '/hooks',
  'example.com',
  'ftp://example.com',
  'javascript:alert(1)',
  'http://',
  5,
  {},
];
const LONG_URL = `http://example.com/${'x'.repeat(2_048)}`;

/** With what every inbox has beside its channel. */
const channel = (fields: object): object => ({ name: 'x', channel: fields });

describe('Bad input about contacts and inboxes', () => {
  const observed = new ObservedInstallation();

  beforeAll(() =>
    observed.start(async () => {
      const { client } = observed;
      await client.inboxes.create({ name: 'App', channel: { type: 'api' } });
      const website = { type: 'web_widget', website_url: 'https://example.com' } as const;
      await client.inboxes.create({ name: 'Website', channel: website });
      await client.contacts.create({ name: 'Carol', inbox_id: 1, source_id: 'device-1' });
      await client.contacts.create({
        name: 'Taken',
        email: 'taken@example.com',
        phone_number: '+14155550199',
        identifier: 'taken',
      });
    }),
  );
  afterAll(() => observed.stop());

  specifyRefusals(observed, {
    invalid: {
      'POST /contacts': [
        ...DETAILS,
        ...badIds('inbox_id'),
        ...badTexts('source_id', { inbox_id: 1 }),
        ['an empty source_id', { inbox_id: 1, source_id: '' }, 'source_id'],
        ['a source_id that somebody has', { inbox_id: 1, source_id: 'device-1' }, 'source_id'],
        ['a source_id of no inbox', { source_id: 'device-2' }, 'source_id'],
      ],
      'PATCH /contacts/1': [...DETAILS, ['another inbox', { inbox_id: 2 }, 'inbox_id']],
      'PUT /contacts/1': DETAILS,
      'POST /contacts/1/contact_inboxes': [
        ['no inbox', {}, 'inbox_id'],
        ...badIds('inbox_id'),
        ...badTexts('source_id', { inbox_id: 1 }),
        ['an empty source_id', { inbox_id: 1, source_id: '' }, 'source_id'],
      ],
      'POST /contacts/2/contact_inboxes': [
        ['a source_id that somebody else has', { inbox_id: 1, source_id: 'device-1' }, 'source_id'],
      ],
      'GET /contacts': LIST,
      'GET /contacts/search': [
        ...LIST.map(([what, query, name]): Bad => [what, `q=a&${query as string}`, name!]),
        ['no text', '', 'q'],
        ['an empty text', 'q=%20', 'q'],
        ['a text of 256 characters', `q=${'x'.repeat(256)}`, 'q'],
      ],
      'POST /inboxes': [
        ['no name', { channel: API }, 'name'],
        ['an empty name', { name: '', channel: API }, 'name'],
        ...badTexts('name', { channel: API }),
        ['no channel', { name: 'x' }, 'channel'],
        ['a list as channel', { name: 'x', channel: [API] }, 'channel'],
        ['text as channel', { name: 'x', channel: 'api' }, 'channel'],
        ['no type of channel', channel({}), 'channel.type'],
        ['an unknown channel', channel({ type: 'fax' }), 'channel.type'],
        ['an unknown field of a channel', channel({ ...API, colour: 'red' }), 'channel.colour'],
        ['a widget without website_url', channel(WIDGET), 'channel.website_url'],
        ['an empty website_url', channel({ ...WIDGET, website_url: '' }), 'channel.website_url'],
        ['a number as website_url', channel({ ...WIDGET, website_url: 5 }), 'channel.website_url'],
        [
          'a long website_url',
          channel({ ...WIDGET, website_url: LONG_URL }),
          'channel.website_url',
        ],
        ['a long webhook_url', channel({ ...API, webhook_url: LONG_URL }), 'channel.webhook_url'],
        ...NO_URLS.map((url): Bad => [
          `the webhook_url ${JSON.stringify(url)}`,
          channel({ ...API, webhook_url: url }),
          'channel.webhook_url',
        ]),
      ],
      'PATCH /inboxes/1': [
        ['null as name', { name: null }, 'name'],
        ['an empty name', { name: '' }, 'name'],
        ...badTexts('name'),
        ['a list as channel', { channel: [{ webhook_url: '' }] }, 'channel'],
        ['another type of channel', { channel: WIDGET }, 'channel.type'],
        [
          'what is of widgets',
          { channel: { website_url: 'https://a.example' } },
          'channel.website_url',
        ],
        ...NO_URLS.map((url): Bad => [
          `the webhook_url ${JSON.stringify(url)}`,
          { channel: { webhook_url: url } },
          'channel.webhook_url',
        ]),
      ],
      'PATCH /inboxes/2': [
        [
          'what is of API inboxes',
          { channel: { webhook_url: 'https://a.example' } },
          'channel.webhook_url',
        ],
        ['an empty website_url', { channel: { website_url: '' } }, 'channel.website_url'],
      ],
    },
    missing: [
      ['POST /contacts', { inbox_id: 999 }],
      ['GET /contacts/999'],
      ['PATCH /contacts/999', { name: 'x' }],
      ['PUT /contacts/999', { name: 'x' }],
      ['DELETE /contacts/999'],
      ['GET /contacts/999/conversations'],
      ['POST /contacts/999/contact_inboxes', { inbox_id: 1 }],
      ['POST /contacts/1/contact_inboxes', { inbox_id: 999 }],
      ['GET /inboxes/999'],
      ['PATCH /inboxes/999', { name: 'x' }],
    ],
  });
});
