import { badIds } from '../support/bad-values';
import { Installation } from '../support/installation';
import {
  invalid,
  NOT_FOUND,
  outcomeOf,
  UNREADABLE_OR_INVALID,
  type Outcome,
} from '../support/refusals';

type Case = readonly [what: string, fields: object, outcome: Outcome];

/** As the first id of a new installation is. */
const WEBHOOK = '/webhooks/1';

const URL_INVALID = {
  ...invalid(),
  body: { message: 'Url is invalid', attributes: ['url'] },
};

describe('Refused as a webhook is', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await Installation.start();
    await installation.client.webhooks.create({ url: 'https://example.com/first' });
  });
  afterAll(() => installation.remove());

  const send = (method: string, path: string, body?: unknown): Promise<Outcome> =>
    outcomeOf(installation, { method, path, body });
  const post = (path: string, body?: unknown): Promise<Outcome> => send('POST', path, body);

  it.each([
    '/hooks',
    'example.com',
    '//example.com',
    'ftp://example.com',
    'javascript:alert(1)',
    'http://user:password@example.com',
    'http://user@example.com',
    'http://',
    'http:///hooks',
    'http://?hooks',
    'http://:80/',
    'http:example.com',
    ' http://example.com',
    'http://example.com ',
    'http://exa mple.com',
    'http://example.com\\hooks',
    'http://example.com:65536',
    'http://[::1',
    'http://1.2.3.4.5',
    '',
    5,
    null,
    ['http://example.com'],
  ])('the URL %j', async (url) => {
    expect(await post('/webhooks', { url })).toEqual(URL_INVALID);
    expect(await send('PATCH', WEBHOOK, { url })).toEqual(URL_INVALID);
    expect(await send('PUT', WEBHOOK, { url })).toEqual(URL_INVALID);
  });

  it('a URL of more than 2,048 characters', async () => {
    const url = `http://example.com/${'x'.repeat(2048)}`;
    expect(await post('/webhooks', { url })).toEqual(URL_INVALID);
  });

  it.each<Case>([
    ['a word as subscriptions', { subscriptions: 'message_created' }, invalid('subscriptions')],
    ['numbers as subscriptions', { subscriptions: [1] }, invalid('subscriptions')],
    ['an unknown format', { format: 'xml' }, invalid('format')],
    ['a list as name', { name: [] }, invalid('name')],
    ['an inbox that there is not', { inbox_id: 999 }, invalid('inbox_id')],
    ['no subscriptions', { subscriptions: [] }, invalid('subscriptions')],
    ['an unknown event', { subscriptions: ['message_read'] }, invalid('subscriptions')],
    ['a name of 256 characters', { name: 'x'.repeat(256) }, invalid('name')],
    ['an unknown field', { colour: 'red' }, invalid('colour')],
    ...badIds('inbox_id').map(([id, fields]): Case => [id, fields as object, invalid('inbox_id')]),
  ])('%s', async (_, fields, outcome) => {
    const webhook = { url: 'http://example.com', ...fields };
    expect(await post('/webhooks', webhook)).toEqual(outcome);
    expect(await post('/webhooks', { webhook })).toEqual(outcome);
    expect(await send('PATCH', WEBHOOK, fields)).toEqual(outcome);
  });

  it('a secret of its own, which clients send back with all that they have read', async () => {
    const fields = { secret: 'whsec_AAAA' };
    const webhook = { url: 'http://example.com', ...fields };
    expect(await post('/webhooks', webhook)).toEqual(invalid('secret'));
    expect(await post('/webhooks', { webhook })).toEqual(invalid('secret'));
    const before = await installation.client.webhooks.list();
    expect(await send('PATCH', WEBHOOK, fields)).toMatchObject({ status: 200, storedEvents: 0 });
    expect(await installation.client.webhooks.list()).toEqual(before);
  });

  it('a URL that the account has a webhook for already', async () => {
    const { webhooks } = installation.client;
    const other = await webhooks.create({ url: 'https://taken.example/hook' });
    const spelt = { url: 'HTTPS://taken.example:443/a/../hook' };
    expect(await post('/webhooks', spelt)).toEqual(invalid('url'));
    expect(await send('PATCH', WEBHOOK, spelt)).toEqual(invalid('url'));
    await webhooks.delete(other.id);
  });

  it.each(['PATCH', 'PUT', 'DELETE'])('that there is not: 404 to %s', async (method) => {
    const body = method === 'DELETE' ? undefined : { name: 'x' };
    expect(await send(method, '/webhooks/999', body)).toEqual(NOT_FOUND);
  });

  it.each([null, [], 'x', 5])('%j where `webhook` wraps its fields', async (webhook) => {
    expect(UNREADABLE_OR_INVALID).toContainEqual(await post('/webhooks', { webhook }));
  });
});
