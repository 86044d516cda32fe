import { createHmac } from 'node:crypto';
import { query } from '../support/database';
import { Installation } from '../support/installation';
import { invalid, NOT_FOUND, outcomeOf, refused, type Outcome } from '../support/refusals';
import { callRest } from '../support/rest';

interface Inbox {
  readonly inbox_identifier: string;
  readonly hmac_token: string;
}

interface PublicContact {
  readonly id: number;
  readonly source_id: string;
  readonly [field: string]: unknown;
}

const WRONG_HASH = refused(401, 'HMAC failed: Invalid Identifier Hash Provided');

describe('The client API of contacts', () => {
  let installation: Installation;
  let inbox: Inbox;

  beforeAll(async () => {
    installation = await Installation.start();
  });
  afterAll(() => installation.remove());

  beforeEach(async () => {
    const app = { name: 'App', channel: { type: 'api' } };
    inbox = await call<Inbox>('POST', '/inboxes', app);
  });

  const call = async <Body>(method: string, path: string, body?: object): Promise<Body> =>
    (await callRest(installation.server.url, { method, path, body })).body as Body;
  const contacts = (sourceId = ''): string =>
    `/public/api/v1/inboxes/${inbox.inbox_identifier}/contacts${sourceId && `/${sourceId}`}`;
  const outcome = (method: string, path: string, body?: object): Promise<Outcome> =>
    outcomeOf(installation, { method, path, body, headers: {} });
  const register = (body: object): Promise<PublicContact> => call('POST', contacts(), body);
  const hashOf = (identifier: string): string =>
    createHmac('sha256', inbox.hmac_token).update(identifier).digest('hex');
  const vouchedFor = (identifier: string) => ({ identifier, identifier_hash: hashOf(identifier) });
  const shownToAgents = async (id: number): Promise<{ [field: string]: unknown }> =>
    (await call<{ payload: Record<string, unknown> }>('GET', `/contacts/${id}`)).payload;
  const eventsOf = async (id: number) => {
    const events = await query<{ type: string; data: string; metadata: string }>(
      installation.databaseUrl,
      `SELECT type, data, metadata FROM events WHERE stream = 'contact-${id}' ORDER BY version`,
    );
    return events.map(({ type, data, metadata }) => ({
      type,
      actor: (JSON.parse(metadata) as { actor: unknown }).actor,
      verified: (JSON.parse(data) as { hmacVerified?: boolean }).hmacVerified ?? null,
    }));
  };

  it('makes a contact known, who is the actor of it', async () => {
    const made = await register({
      source_id: 'carol',
      name: 'Carol',
      email: 'Carol@Example.com',
      phone_number: '+14155550100',
      custom_attributes: { plan: 'pro' },
    });
    expect(made).toEqual({
      source_id: 'carol',
      pubsub_token: expect.stringMatching(/^[\w-]{43}$/) as string,
      id: expect.any(Number) as number,
      name: 'Carol',
      email: 'carol@example.com',
      phone_number: '+14155550100',
    });
    const actor = { type: 'contact', id: made.id };
    expect(await eventsOf(made.id)).toEqual([
      { type: 'ContactCreated', actor, verified: null },
      { type: 'ContactInboxCreated', actor, verified: false },
    ]);
    expect(await call('GET', contacts('carol'))).toEqual(made);
    expect(await register({ source_id: 'carol', name: 'Other' })).toEqual(made);
    expect(await shownToAgents(made.id)).toMatchObject({ custom_attributes: { plan: 'pro' } });
  });

  it('makes up a source id where none is given', async () => {
    const [one, other] = [await register({}), await register({})];
    expect(one.source_id).toMatch(/^[\da-f-]{36}$/);
    expect(other.source_id).not.toBe(one.source_id);
    expect(other.id).not.toBe(one.id);
  });

  it('takes what needs no body without one', async () => {
    const { body } = await callRest(installation.server.url, { method: 'POST', path: contacts() });
    const { source_id } = body as PublicContact;
    expect(await call('POST', `${contacts(source_id)}/conversations`)).toMatchObject({
      status: 'open',
      messages: [],
    });
  });

  it('takes a source id of any characters, and as long as they come', async () => {
    const sourceId = `${'Կ'.repeat(253)}/?`;
    const made = await register({ source_id: sourceId });
    expect(await call('GET', contacts(encodeURIComponent(sourceId)))).toEqual(made);
  });

  it('lets a contact change what they say of themselves', async () => {
    const { id } = await register({ source_id: 'dave', custom_attributes: { a: 1 } });
    const changed = { name: 'Dave', email: 'dave@example.com', custom_attributes: { b: 2 } };
    expect(await call('PATCH', contacts('dave'), changed)).toMatchObject({
      id,
      source_id: 'dave',
      name: 'Dave',
      email: 'dave@example.com',
    });
    expect(await shownToAgents(id)).toMatchObject({ custom_attributes: { a: 1, b: 2 } });
  });

  it.each([
    ['email', 'taken@example.com'],
    ['phone_number', '+14155550199'],
    ['identifier', 'taken'],
  ])('refuses a change to the %s of another', async (field, value) => {
    await call('POST', '/contacts', { [field]: value });
    const { source_id } = await register({});
    expect(await outcome('PATCH', contacts(source_id), { [field]: value })).toEqual(invalid(field));
  });

  it('knows a contact by the hash of their identifier, wherever they come from', async () => {
    const first = await register({ source_id: 'erin-1', ...vouchedFor('erin'), name: 'Erin' });
    const second = await register({ source_id: 'erin-2', ...vouchedFor('erin'), name: 'Erin B.' });
    expect(second).toEqual({
      ...first,
      source_id: 'erin-2',
      pubsub_token: expect.any(String) as string,
    });
    expect((await eventsOf(first.id)).filter(({ verified }) => verified)).toHaveLength(2);
  });

  it('verifies who is known by their source id once there is a hash', async () => {
    const { id } = await register({ source_id: 'frank' });
    await call('PATCH', contacts('frank'), { ...vouchedFor('frank'), name: 'Frank' });
    await register({ source_id: 'frank', ...vouchedFor('frank') });
    expect((await eventsOf(id)).map(({ type }) => type)).toEqual([
      'ContactCreated',
      'ContactInboxCreated',
      'ContactUpdated',
      'ContactInboxVerified',
    ]);
  });

  it.each([
    ['a wrong one', 'grace', 'a'.repeat(64)],
    ['a short one', 'grace', 'a'],
    ['that of nobody', undefined, 'a'.repeat(64)],
  ])('takes no hash but the right one: %s', async (_, identifier, identifier_hash) => {
    const { source_id } = await register({});
    const body = { identifier, identifier_hash, name: 'Mallory' };
    expect(await outcome('POST', contacts(), body)).toEqual(WRONG_HASH);
    expect(await outcome('PATCH', contacts(source_id), body)).toEqual(WRONG_HASH);
  });

  it('takes no hash made with the token of another inbox', async () => {
    const another = await call<Inbox>('POST', '/inboxes', { name: 'B', channel: { type: 'api' } });
    const identifier_hash = createHmac('sha256', another.hmac_token).update('heidi').digest('hex');
    expect(await outcome('POST', contacts(), { identifier: 'heidi', identifier_hash })).toEqual(
      WRONG_HASH,
    );
  });

  describe('where somebody merely says they are a contact that there is', () => {
    let ivanId: number;

    beforeAll(async () => {
      const { payload } = await call<{ payload: { contact: { id: number } } }>(
        'POST',
        '/contacts',
        {
          name: 'Ivan',
          email: 'ivan@example.com',
          phone_number: '+14155550123',
          identifier: 'ivan',
        },
      );
      ivanId = payload.contact.id;
    });

    it.each([
      ['email', 'IVAN@example.com'],
      ['phone_number', '+14155550123'],
      ['identifier', 'ivan'],
    ])(
      'by %s: takes them for it, tells them nothing and lets them change nothing',
      async (field, value) => {
        const before = await shownToAgents(ivanId);
        const said = await register({ [field]: value, name: 'Mallory' });
        expect(said).toEqual({
          source_id: expect.any(String) as string,
          pubsub_token: expect.any(String) as string,
          id: ivanId,
          name: 'Mallory',
          email: field === 'email' ? value : null,
          phone_number: field === 'phone_number' ? value : null,
        });
        expect(await call('GET', contacts(said.source_id))).toMatchObject({
          id: ivanId,
          name: '',
          email: null,
          phone_number: null,
        });
        expect(await outcome('PATCH', contacts(said.source_id), { name: 'Mallory' })).toEqual(
          refused(401),
        );
        expect(await shownToAgents(ivanId)).toMatchObject({
          name: before['name'],
          email: before['email'],
        });
      },
    );

    it('believes them once there is the hash', async () => {
      const { source_id } = await register({ email: 'ivan@example.com' });
      const proof = vouchedFor('ivan');
      expect(await call('PATCH', contacts(source_id), proof)).toMatchObject({ name: 'Ivan' });
      expect(await call('GET', contacts(source_id))).toMatchObject({ name: 'Ivan' });
    });

    it('does not believe the hash of another identifier', async () => {
      const made = await register({ email: 'ivan@example.com', ...vouchedFor('mallory') });
      expect(made).toMatchObject({ email: null });
      expect(made.id).not.toBe(ivanId);
      const { source_id } = await register({ phone_number: '+14155550123' });
      expect(await outcome('PATCH', contacts(source_id), vouchedFor('mallory-2'))).toEqual(
        refused(401),
      );
    });
  });

  it('lets nobody in who does not know where to', async () => {
    await register({ source_id: 'judy' });
    const website = await call<{ website_token: string }>('POST', '/inboxes', {
      name: 'Website',
      channel: { type: 'web_widget', website_url: 'https://example.com' },
    });
    for (const identifier of ['nobody', website.website_token]) {
      const path = `/public/api/v1/inboxes/${identifier}/contacts`;
      expect(await outcome('POST', path, {})).toEqual(NOT_FOUND);
      expect(await outcome('GET', `${path}/judy`)).toEqual(NOT_FOUND);
    }
    expect(await outcome('GET', contacts('nobody'))).toEqual(NOT_FOUND);
    expect(await outcome('PATCH', contacts('nobody'), { name: 'Judy' })).toEqual(NOT_FOUND);
  });

  it('makes one contact where the same one comes many times at once', async () => {
    const body = { email: 'kim@example.com' };
    const made = await Promise.all(Array.from({ length: 8 }, () => register(body)));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    const again = { source_id: 'kim' };
    const bySource = await Promise.all(Array.from({ length: 8 }, () => register(again)));
    expect(new Set(bySource.map(({ id }) => id)).size).toBe(1);
  });
});
