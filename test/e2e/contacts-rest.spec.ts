import { query } from '../support/database';
import { Installation } from '../support/installation';
import { invalid, NOT_FOUND, outcomeOf, type Outcome } from '../support/refusals';
import { callRest } from '../support/rest';

interface Contact {
  readonly id: number;
  readonly [field: string]: unknown;
}

describe('The contacts of an account', () => {
  let installation: Installation;
  let inboxId: number;

  beforeAll(async () => {
    installation = await Installation.start();
    inboxId = (await installation.client.inboxes.create({ name: 'App', channel: { type: 'api' } }))
      .id;
  });
  afterAll(() => installation.remove());

  const call = async <Body>(method: string, path: string, body?: object): Promise<Body> =>
    (await callRest(installation.server.url, { method, path, body })).body as Body;
  const outcome = (method: string, path: string, body?: object): Promise<Outcome> =>
    outcomeOf(installation, { method, path, body });
  const create = async (body: object): Promise<Contact> =>
    (await call<{ payload: { contact: Contact } }>('POST', '/contacts', body)).payload.contact;
  const namesOf = async (path: string): Promise<unknown[]> =>
    (await call<{ payload: Contact[] }>('GET', path)).payload.map(({ name }) => name);
  const lastEvents = async (contactId: number): Promise<string[]> => {
    const events = await query<{ type: string }>(
      installation.databaseUrl,
      `SELECT type FROM events WHERE stream = 'contact-${contactId}' ORDER BY version`,
    );
    return events.map(({ type }) => type);
  };

  it('are created in an inbox, under a source id of one’s own where it is given', async () => {
    const body = await call('POST', '/contacts', {
      inbox_id: String(inboxId),
      source_id: 'carol-in-app',
      name: 'Carol',
      email: 'Carol@Example.com',
      phone_number: '+14155550100',
      identifier: 'customer-1',
      custom_attributes: { plan: 'pro' },
    });
    const contact_inbox = {
      source_id: 'carol-in-app',
      inbox: {
        id: inboxId,
        name: 'App',
        channel_type: 'Channel::Api',
        channel_id: inboxId,
        avatar_url: '',
        webhook_url: '',
      },
    };
    expect(body).toEqual({
      payload: {
        contact: {
          id: expect.any(Number) as number,
          name: 'Carol',
          email: 'carol@example.com',
          phone_number: '+14155550100',
          identifier: 'customer-1',
          blocked: false,
          thumbnail: '',
          availability_status: 'offline',
          custom_attributes: { plan: 'pro' },
          additional_attributes: {},
          created_at: expect.any(Number) as number,
          last_activity_at: null,
          contact_inboxes: [contact_inbox],
        },
        contact_inbox,
      },
    });
  });

  it('are updated by PUT and by PATCH, in what is given alone', async () => {
    const { id, ...before } = await create({ name: 'Dave', custom_attributes: { a: 1, b: 2 } });
    const changed = {
      payload: { ...before, id, name: 'David', custom_attributes: { a: 1, b: 3, c: null } },
    };
    expect(
      await call('PUT', `/contacts/${id}`, {
        name: 'David',
        custom_attributes: { b: 3, c: null },
        avatar: {},
      }),
    ).toEqual(changed);
    expect(await call('PATCH', `/contacts/${id}`, { name: 'David' })).toEqual(changed);
    expect(await call('GET', `/contacts/${id}`)).toEqual(changed);
    expect(await lastEvents(id)).toEqual(['ContactCreated', 'ContactUpdated']);
  });

  it.each([
    ['email', { email: 'erin@example.com' }, { email: 'ERIN@example.com' }],
    ['phone_number', { phone_number: '+14155550111' }, { phone_number: '+14155550111' }],
    ['identifier', { identifier: 'erin' }, { identifier: 'erin' }],
  ])('have one %s each, also where they are updated', async (attribute, details, same) => {
    await create(details);
    const { id } = await create({});
    expect(await outcome('POST', '/contacts', same)).toEqual(invalid(attribute));
    expect(await outcome('PATCH', `/contacts/${id}`, same)).toEqual(invalid(attribute));
  });

  it('come into further inboxes', async () => {
    const { id } = await create({ name: 'Frank' });
    const path = `/contacts/${id}/contact_inboxes`;
    const given = await call('POST', path, { inbox_id: inboxId, source_id: 'frank' });
    expect(given).toMatchObject({ source_id: 'frank', inbox: { id: inboxId } });
    const made = await call<{ source_id: string }>('POST', path, { inbox_id: String(inboxId) });
    expect(made.source_id).toMatch(/^[\da-f-]{36}$/);
    expect(await call('GET', `/contacts/${id}`)).toMatchObject({
      payload: { contact_inboxes: [{ source_id: 'frank' }, { source_id: made.source_id }] },
    });
    const { id: other } = await create({});
    const taken = { inbox_id: inboxId, source_id: 'frank' };
    expect(await outcome('POST', `/contacts/${other}/contact_inboxes`, taken)).toEqual(
      invalid('source_id'),
    );
    expect(await outcome('POST', path, { inbox_id: 99 })).toEqual(NOT_FOUND);
  });

  it('are deleted with their conversations', async () => {
    const details = { inbox_id: inboxId, email: 'grace@example.com', source_id: 'grace' };
    const { id } = await create(details);
    const { client } = installation;
    const opened = await client.conversations.create({ source_id: 'grace' });
    await client.conversations.create({ source_id: 'grace' });
    expect(await call('GET', `/contacts/${id}`)).toMatchObject({
      payload: { last_activity_at: expect.any(Number) as number },
    });

    expect(await outcome('DELETE', `/contacts/${id}`)).toMatchObject({
      status: 200,
      body: undefined,
      storedEvents: 3,
    });

    expect(await outcome('GET', `/contacts/${id}`)).toEqual(NOT_FOUND);
    expect(await outcome('DELETE', `/contacts/${id}`)).toEqual(NOT_FOUND);
    expect(await outcome('PATCH', `/contacts/${id}`, { name: 'Grace' })).toEqual(NOT_FOUND);
    expect(
      await outcome('POST', `/conversations/${opened.id}/messages`, { content: 'Hi' }),
    ).toEqual(NOT_FOUND);
    expect((await create(details)).id).not.toBe(id);
  });

  it('are not found where nobody has the id', async () => {
    for (const path of ['/contacts/99', '/contacts/0', '/contacts/carol']) {
      expect(await outcome('GET', path)).toEqual(NOT_FOUND);
      expect(await outcome('PATCH', path, {})).toEqual(NOT_FOUND);
      expect(await outcome('DELETE', path)).toEqual(NOT_FOUND);
    }
  });

  it('are refused a source id without the inbox it is of', async () => {
    expect(await outcome('POST', '/contacts', { source_id: 'nowhere' })).toEqual(
      invalid('source_id'),
    );
  });

  describe('are listed', () => {
    const NAMES = Array.from(
      { length: 16 },
      (_, index) => `Listed ${String(index).padStart(2, '0')}`,
    );

    beforeAll(async () => {
      // One after the other, so that the order of creation is theirs.
      for (const name of NAMES) await create({ name, identifier: `list-${name.slice(-2)}` });
    });

    it('15 a page, with the count of all', async () => {
      const first = await call<{ meta: object; payload: Contact[] }>(
        'GET',
        '/contacts/search?q=listed&page=1',
      );
      expect(first.meta).toEqual({ count: 16, current_page: 1 });
      expect(first.payload.map(({ name }) => name)).toEqual(NAMES.slice(0, 15));
      expect(await namesOf('/contacts/search?q=listed&page=2')).toEqual(NAMES.slice(15));
      expect(await namesOf('/contacts/search?q=listed&page=3')).toEqual([]);
    });

    it.each([
      ['name', NAMES[0]],
      ['-name', NAMES[15]],
      ['created_at', NAMES[0]],
      ['-created_at', NAMES[15]],
    ])('in the order of %s', async (sort, first) => {
      expect((await namesOf(`/contacts/search?q=LISTED&sort=${sort}`))[0]).toBe(first);
    });

    it('all of them, where nothing is searched for', async () => {
      const { meta, payload } = await call<{ meta: { count: number }; payload: Contact[] }>(
        'GET',
        '/contacts',
      );
      expect(meta.count).toBeGreaterThan(16);
      expect(payload).toHaveLength(15);
    });

    it.each([
      ['/contacts?page=0', 'page'],
      ['/contacts?page=first', 'page'],
      ['/contacts?sort=size', 'sort'],
      ['/contacts/search', 'q'],
      ['/contacts/search?q=%20', 'q'],
    ])('but not by %s', async (path, attribute) => {
      expect(await outcome('GET', path)).toEqual(invalid(attribute));
    });
  });
});
