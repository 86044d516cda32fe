import { ACCESS_TOKEN } from '@app/harness';
import { answerOf, chatwootSdk } from '../support/chatwoot-sdk';
import { Installation } from '../support/installation';
import { invalid, outcomeOf, UNKNOWN_TOKEN, type Outcome } from '../support/refusals';
import { callRest } from '../support/rest';

interface ContactList {
  readonly meta: { readonly count: number; readonly current_page: number };
  readonly payload: readonly { readonly id: number; readonly name: string }[];
}

/** As Evolution API has it: a condition for each spelling of the number, without the `+`. */
const evolutionFilter = (...numbers: string[]) => ({
  payload: numbers.map((number, index) => ({
    attribute_key: 'phone_number',
    filter_operator: 'equal_to',
    values: [number.replace('+', '')],
    query_operator: index === numbers.length - 1 ? null : 'OR',
  })),
});

const wahaClause = (attribute_key: string, values: string[]) => ({
  attribute_key,
  filter_operator: 'equal_to',
  values,
  attribute_model: 'standard',
  custom_attribute_type: '',
  query_operator: 'OR',
});

/** As WAHA has it: by any address of the chat, with nothing after the last condition. */
const wahaFilter = (jid: string, lid: string, phone: string) => {
  const { query_operator: _, ...last } = wahaClause('phone_number', [phone, phone.slice(1)]);
  return {
    payload: [
      wahaClause('waha_whatsapp_chat_id', [jid, lid]),
      wahaClause('identifier', [jid, lid]),
      wahaClause('waha_whatsapp_jid', [jid]),
      wahaClause('waha_whatsapp_lid', [lid]),
      last,
    ],
  };
};

const JID = '5511988887777@c.us';
const LID = '123456789012345@lid';
const PHONE = '+5511988887777';

describe('The filter of contacts', () => {
  let installation: Installation;
  let inboxId: number;

  beforeAll(async () => {
    installation = await Installation.start();
    const { client } = installation;
    inboxId = (await client.inboxes.create({ name: 'WhatsApp', channel: { type: 'api' } })).id;
    const create = (name: string, details: object) =>
      client.contacts.create({ inbox_id: inboxId, name, ...details });
    await create('With ninth digit', { phone_number: '+5511999990000' });
    await create('Without ninth digit', { phone_number: '+551199990000' });
    await create('By number', { phone_number: PHONE, source_id: 'number' });
    await create('By chat', { custom_attributes: { waha_whatsapp_chat_id: LID } });
    await create('By identifier', { identifier: JID });
    await create('By jid', { custom_attributes: { waha_whatsapp_jid: JID } });
    await create('By lid', { custom_attributes: { waha_whatsapp_lid: LID } });
    await create('Another', { custom_attributes: { waha_whatsapp_chat_id: `1${LID}` } });
  });
  afterAll(() => installation.remove());

  const filter = async (body: object, query = ''): Promise<ContactList> =>
    (
      await callRest(installation.server.url, {
        method: 'POST',
        path: `/contacts/filter${query}`,
        body,
      })
    ).body as ContactList;
  const namesOf = async (body: object, query?: string): Promise<string[]> =>
    (await filter(body, query)).payload.map(({ name }) => name);
  const outcome = (body: unknown, query = ''): Promise<Outcome> =>
    outcomeOf(installation, { method: 'POST', path: `/contacts/filter${query}`, body });

  it('answers Evolution API as the list of contacts does, inboxes and all', async () => {
    const found = await filter(evolutionFilter(PHONE));
    const { body } = await callRest(installation.server.url, {
      method: 'GET',
      path: `/contacts/search?q=${encodeURIComponent(PHONE)}`,
    });
    expect(found).toEqual(body);
    expect(found).toMatchObject({
      meta: { count: 1, current_page: 1 },
      payload: [
        {
          name: 'By number',
          phone_number: PHONE,
          contact_inboxes: [{ source_id: 'number', inbox: { id: inboxId } }],
        },
      ],
    });
  });

  it('finds what Evolution API looks for, with Brazil’s ninth digit and without', async () => {
    expect(await namesOf(evolutionFilter('+5511999990000', '+551199990000'))).toEqual([
      'With ninth digit',
      'Without ninth digit',
    ]);
    expect(await filter(evolutionFilter('+5511000000000', '+551100000000'))).toEqual({
      meta: { count: 0, current_page: 1 },
      payload: [],
    });
  });

  it('finds what WAHA looks for, by each address of a chat', async () => {
    expect(await namesOf(wahaFilter(JID, LID, PHONE))).toEqual([
      'By number',
      'By chat',
      'By identifier',
      'By jid',
      'By lid',
    ]);
  });

  it('answers the published SDK, by which WAHA asks', async () => {
    const sdk = chatwootSdk(installation.server.url, ACCESS_TOKEN);
    const { payload } = wahaFilter(JID, LID, PHONE) as unknown as {
      payload: Parameters<typeof sdk.contacts.filter>[0]['payload'];
    };
    const found = await answerOf<ContactList>(sdk.contacts.filter({ accountId: 1, payload }));
    expect(found.meta).toEqual({ count: 5, current_page: 1 });
    const second = await answerOf<ContactList>(
      sdk.contacts.filter({ accountId: 1, payload, page: 2 }),
    );
    expect(second).toEqual({ meta: { count: 5, current_page: 2 }, payload: [] });
  });

  it('finds a contact by what it has become, and no more by what it was', async () => {
    const { client } = installation;
    const { contact } = await client.contacts.create({ custom_attributes: { plan: 'free' } });
    const having = (plan: string) =>
      client.contacts.filter([
        { attribute_key: 'plan', filter_operator: 'equal_to', values: [plan] },
      ]);
    await client.contacts.update(contact.id, { custom_attributes: { plan: 'Gold' } });
    expect((await having('free')).payload).toEqual([]);
    expect((await having('gold')).payload).toMatchObject([{ id: contact.id }]);
    await client.contacts.delete(contact.id);
    expect((await having('gold')).payload).toEqual([]);
  });

  it('sorts', async () => {
    const byDigits = evolutionFilter('+5511999990000', '+551199990000');
    expect(await namesOf(byDigits, '?sort=-name')).toEqual([
      'Without ninth digit',
      'With ninth digit',
    ]);
  });

  const [condition] = evolutionFilter(PHONE).payload;
  it.each<[string, unknown, string, string]>([
    ['no conditions', {}, '', 'payload'],
    [
      'an operator of no attribute',
      { payload: [{ ...condition, filter_operator: 'eq' }] },
      '',
      'payload',
    ],
    ['no values', { payload: [{ ...condition, values: [] }] }, '', 'payload'],
    ['nothing between conditions', { payload: [condition, condition] }, '', 'payload'],
    ['more than conditions', { payload: [], q: 'x' }, '', 'q'],
    ['a list', [condition], '', 'body'],
    ['a page that is none', { payload: [] }, '?page=0', 'page'],
    ['an order that is none', { payload: [] }, '?sort=size', 'sort'],
  ])('refuses %s', async (_, body, query, attribute) => {
    expect(await outcome(body, query)).toEqual(invalid(attribute));
  });

  it('says which condition is at fault', async () => {
    const first = { ...condition, query_operator: 'AND' };
    const { body } = await outcome({ payload: [first, { ...condition, attribute_key: 7 }] });
    expect(body).toMatchObject({
      message: expect.stringMatching(/^Payload, condition 2: attribute_key must be /) as string,
    });
  });

  it('is for those with a token', async () => {
    const request = { method: 'POST', path: '/contacts/filter', body: { payload: [] } };
    expect(await outcomeOf(installation, { ...request, headers: {} })).toEqual(UNKNOWN_TOKEN);
  });
});
