import { DRIVERS, type DriverHarness } from '@app/event-store/testing';
import type { ContactDetails } from '../../domain/contact-profile';
import { filterContacts, type SentCondition } from '../../testing/filter-contacts';
import {
  commandsOn,
  openConversationsDatabase,
  OTHER_ACCOUNT,
} from '../../testing/open-conversations';
import type { Paging } from '../contact-pages';

/** Each has something that another lacks. */
const PEOPLE: readonly (Partial<ContactDetails> & { readonly name: string })[] = [
  {
    name: 'Ada',
    email: 'ada@example.com',
    phoneNumber: '+14155550100',
    identifier: 'Customer-Ä',
    additionalAttributes: { city: 'Zürich', country_code: 'CH', company: 'Engines' },
    customAttributes: { plan: 'Gold', seats: 10, signed_at: '2026-01-20', vip: true },
  },
  {
    name: 'Bob 100%',
    email: 'bob@example.org',
    phoneNumber: '+5511999999999',
    identifier: 'customer-2',
    blocked: true,
    additionalAttributes: { city: 'São Paulo', country_code: 'BR' },
    customAttributes: { plan: 'free', seats: '9.5', signed_at: '2026-01-21T23:00:00Z', vip: false },
  },
  {
    name: 'ԱՐԱՄ',
    phoneNumber: '+551199999999',
    customAttributes: { plan: 'gold plus', seats: 'many', signed_at: 'soon', tags: ['A', 'b'] },
  },
  { name: '', customAttributes: { plan: null, note: '', 'a.b"]': 'odd key', city: 'Elsewhere' } },
];
const [ADA, BOB, ARAM, NOBODY] = PEOPLE.map(({ name }) => name) as [string, string, string, string];
const EVERYBODY = [ADA, BOB, ARAM, NOBODY];

describe.each(DRIVERS)('the filter of contacts finds on $name', (driver) => {
  let harness: DriverHarness;

  const namesOf = async (conditions: readonly SentCondition[], paging?: Partial<Paging>) => {
    const { count, contacts } = await filterContacts(harness, conditions, paging);
    const names = contacts.map(({ contact }) => contact.name);
    expect(count).toBe(names.length);
    return names;
  };

  beforeAll(async () => {
    harness = await openConversationsDatabase(driver);
    const commands = commandsOn(harness);
    const { id: inboxId } = await commands.createInbox();
    for (const person of PEOPLE) {
      await commands.createContact(person, inboxId);
      await commands.createContact(
        { ...person, name: `${person.name} elsewhere` },
        null,
        OTHER_ACCOUNT,
      );
      // Each is created on a day of their own, from 1 January 2026 on.
      harness.clock.advance(24 * 60 * 60 * 1000);
    }
    const { contacts } = await filterContacts(harness, [['name', 'equal_to', ['bob 100%']]]);
    await commands.createConversation({ contactId: contacts[0]!.contact.id, inboxId });
  });
  afterAll(() => harness.close());

  it.each<[SentCondition, string[]]>([
    [['name', 'equal_to', ['ada']], [ADA]],
    [
      ['name', 'equal_to', ['արամ', 'ADA']],
      [ADA, ARAM],
    ],
    [
      ['name', 'not_equal_to', ['ada', 'արամ']],
      [BOB, NOBODY],
    ],
    [['name', 'contains', ['0%']], [BOB]],
    [['name', 'contains', ['_']], []],
    [
      ['name', 'contains', [' ՐԱ ', 'da']],
      [ADA, ARAM],
    ],
    [
      ['name', 'does_not_contain', ['a', '0%']],
      [ARAM, NOBODY],
    ],
    [
      ['name', 'is_present'],
      [ADA, BOB, ARAM],
    ],
    [['name', 'is_not_present', []], [NOBODY]],

    [['email', 'equal_to', ['ADA@example.com']], [ADA]],
    [['email', 'not_equal_to', ['ada@example.com']], [BOB]],
    [['email', 'contains', ['EXAMPLE.o']], [BOB]],
    [['email', 'does_not_contain', ['.org']], [ADA]],
    [
      ['email', 'is_present'],
      [ADA, BOB],
    ],
    [
      ['email', 'is_not_present'],
      [ARAM, NOBODY],
    ],

    [['phone_number', 'equal_to', ['14155550100']], [ADA]],
    [['phone_number', 'equal_to', ['+14155550100']], [ADA]],
    [['phone_number', 'equal_to', [14_155_550_100]], [ADA]],
    [
      ['phone_number', 'equal_to', ['+5511999999999', '551199999999']],
      [BOB, ARAM],
    ],
    [['phone_number', 'equal_to', ['']], []],
    [
      ['phone_number', 'not_equal_to', ['14155550100']],
      [BOB, ARAM],
    ],
    [['phone_number', 'contains', ['5550']], [ADA]],
    [
      ['phone_number', 'contains', ['+55']],
      [BOB, ARAM],
    ],
    [
      ['phone_number', 'does_not_contain', ['5550']],
      [BOB, ARAM],
    ],
    [
      ['phone_number', 'starts_with', ['55119']],
      [BOB, ARAM],
    ],
    [['phone_number', 'starts_with', ['+1', '+9']], [ADA]],

    [['identifier', 'equal_to', ['customer-ä']], [ADA]],
    [
      ['identifier', 'equal_to', ['Customer-Ä', 'CUSTOMER-2']],
      [ADA, BOB],
    ],
    [['identifier', 'contains', ['-2']], [BOB]],
    [
      ['identifier', 'is_not_present'],
      [ARAM, NOBODY],
    ],

    [['country_code', 'equal_to', ['ch']], [ADA]],
    [['country_code', 'not_equal_to', ['ch']], [BOB]],
    [['city', 'equal_to', ['são paulo', 'elsewhere']], [BOB]],
    [['city', 'contains', ['ZÜ']], [ADA]],
    [['city', 'does_not_contain', ['ZÜ']], [BOB]],
    [
      ['city', 'is_present'],
      [ADA, BOB],
    ],
    [
      ['company', 'is_not_present'],
      [BOB, ARAM, NOBODY],
    ],

    [['blocked', 'equal_to', [true]], [BOB]],
    [['blocked', 'equal_to', ['True']], [BOB]],
    [
      ['blocked', 'equal_to', ['false']],
      [ADA, ARAM, NOBODY],
    ],
    [
      ['blocked', 'not_equal_to', [true]],
      [ADA, ARAM, NOBODY],
    ],

    [
      ['created_at', 'is_greater_than', ['2026-01-02']],
      [ARAM, NOBODY],
    ],
    [['created_at', 'is_less_than', ['2026-01-02']], [ADA]],
    [['created_at', 'is_greater_than', ['9999-12-31']], []],
    [['created_at', 'is_less_than', ['2026-01-02T23:59:59Z']], [ADA]],
    // It is 5 January.
    [
      ['created_at', 'days_before', [2]],
      [ADA, BOB],
    ],
    [['created_at', 'days_before', ['0']], EVERYBODY],
    [['created_at', 'days_before', [365_000]], []],
    [['last_activity_at', 'is_greater_than', ['2026-01-04']], [BOB]],
    [['last_activity_at', 'is_less_than', ['2026-01-05']], []],
    [['last_activity_at', 'is_present'], [BOB]],
    [
      ['last_activity_at', 'is_not_present'],
      [ADA, ARAM, NOBODY],
    ],

    [['plan', 'equal_to', ['gold']], [ADA]],
    [
      ['plan', 'equal_to', ['GOLD', 'Free']],
      [ADA, BOB],
    ],
    [
      ['plan', 'not_equal_to', ['gold']],
      [BOB, ARAM, NOBODY],
    ],
    [
      ['plan', 'contains', ['OLD']],
      [ADA, ARAM],
    ],
    [
      ['plan', 'does_not_contain', ['plus']],
      [ADA, BOB],
    ],
    [
      ['plan', 'is_present'],
      [ADA, BOB, ARAM],
    ],
    [['plan', 'is_not_present'], [NOBODY]],
    [['note', 'is_present'], [NOBODY]],
    [['note', 'equal_to', ['']], [NOBODY]],
    [['seats', 'equal_to', [10]], [ADA]],
    [
      ['seats', 'is_greater_than', [9]],
      [ADA, BOB],
    ],
    [['seats', 'is_greater_than', ['9.5']], [ADA]],
    [['seats', 'is_less_than', ['10']], [BOB]],
    [['signed_at', 'is_greater_than', ['2026-01-20']], [BOB]],
    [['signed_at', 'is_less_than', ['2026-01-21']], [ADA]],
    [['signed_at', 'days_before', [0]], []],
    [['vip', 'equal_to', [true]], [ADA]],
    [
      ['vip', 'not_equal_to', ['true']],
      [BOB, ARAM, NOBODY],
    ],
    [['tags', 'contains', ['"a"']], [ARAM]],
    [['nobody_has_this', 'equal_to', ['gold']], []],
    [['nobody_has_this', 'not_equal_to', ['gold']], EVERYBODY],
    [['toString', 'is_present'], []],
  ])('by %j', async (condition, expected) => {
    expect(await namesOf([condition])).toEqual(expected);
  });

  it.each<[SentCondition[], string[]]>([
    [
      [
        ['name', 'equal_to', ['ada'], 'OR'],
        ['blocked', 'equal_to', [true]],
      ],
      [ADA, BOB],
    ],
    [
      [
        ['plan', 'contains', ['gold'], 'AND'],
        ['email', 'is_present'],
      ],
      [ADA],
    ],
    // Ada, or blocked without a number.
    [
      [
        ['name', 'equal_to', ['ada'], 'OR'],
        ['blocked', 'equal_to', [true], 'AND'],
        ['phone_number', 'is_not_present'],
      ],
      [ADA],
    ],
    // A negation ends with its condition.
    [
      [
        ['plan', 'not_equal_to', ['gold'], 'AND'],
        ['email', 'does_not_contain', ['ada'], 'OR'],
        ['name', 'not_equal_to', ['ada', 'bob 100%']],
      ],
      [BOB, ARAM, NOBODY],
    ],
    [[['name', 'equal_to', ['ada'], 'AND']], [ADA]],
    [
      [
        ['name', 'equal_to', ['ada'], 'or'],
        ['name', 'equal_to', ['արամ'], ''],
      ],
      [ADA, ARAM],
    ],
    [[], EVERYBODY],
  ])('by conditions as they stand one after the other: %j', async (conditions, expected) => {
    expect(await namesOf(conditions)).toEqual(expected);
  });

  it.each([
    `plan' OR '1'='1`,
    `plan" OR 1=1 --`,
    `$.plan`,
    `plan') IS NOT NULL OR (custom_attributes ->> 'plan`,
    '?',
  ])('nobody by what is no attribute’s name: %s', async (key) => {
    expect(await namesOf([[key, 'is_present']])).toEqual([]);
    expect(await namesOf([['name', 'equal_to', [key]]])).toEqual([]);
  });

  it('by any name that an attribute has', async () => {
    expect(await namesOf([['a.b"]', 'equal_to', ['odd key']]])).toEqual([NOBODY]);
  });

  it('in the order wanted', async () => {
    const named: SentCondition[] = [['name', 'is_present']];
    expect(await namesOf(named, { order: 'name', descending: true })).toEqual([ARAM, BOB, ADA]);
    expect(await namesOf(named, { order: 'phone_number' })).toEqual([ADA, ARAM, BOB]);
    expect(await namesOf(named, { order: 'last_activity_at' })).toEqual([BOB, ADA, ARAM]);
  });
});
