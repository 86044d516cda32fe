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

/** What is no number from 1 on. */
const BAD_COUNTS = [0, -1, 1.5, 1e30, '15', true, [1], {}];

const BAD_HEADERS = [
  [],
  ['X-Key'],
  'X-Key: key',
  5,
  true,
  { Host: 'example.com' },
  { 'content-type': 'text/plain' },
  { 'Webhook-Id': 'msg_1' },
  { 'X-Hoory-Signature': 'sha256=' },
  { 'x-chatwoot-anything': 'x' },
  { 'X Key': 'x' },
  { '': 'x' },
  { ['x'.repeat(65)]: 'x' },
  { 'X-Key': '' },
  { 'X-Key': 'a\r\nX-Other: b' },
  { 'X-Key': 'schlüssel' },
  { 'X-Key': 'x'.repeat(1_025) },
  { 'X-Key': 5 },
  { 'X-Key': null },
  { 'X-Key': ['x'] },
  { 'X-Key': 'a', 'x-key': 'b' },
  Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`X-${n}`, 'x'])),
];

/** `whsec_` and base64 of 24 to 64 bytes is what it takes. */
const BAD_SECRETS = [
  '',
  'secret',
  'whsec_AAAA',
  `whsec_${'A'.repeat(92)}`,
  `whsec_${'A'.repeat(33)}`,
  `whsec_${'-'.repeat(32)}`,
  'A'.repeat(32),
];

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
    ...BAD_COUNTS.flatMap((count): Case[] => [
      [
        `${JSON.stringify(count)} as timeout_seconds`,
        { timeout_seconds: count },
        invalid('timeout_seconds'),
      ],
      [`${JSON.stringify(count)} as rate_limit`, { rate_limit: count }, invalid('rate_limit')],
    ]),
    ['a time limit of 31 seconds', { timeout_seconds: 31 }, invalid('timeout_seconds')],
    ['1,001 POSTs a second', { rate_limit: 1_001 }, invalid('rate_limit')],
    ['an unknown ordering', { ordering: 'contact' }, invalid('ordering')],
    ['a list as ordering', { ordering: ['none'] }, invalid('ordering')],
    ...BAD_HEADERS.map((headers): Case => [
      `${JSON.stringify(headers).slice(0, 60)} as headers`,
      { headers },
      invalid('headers'),
    ]),
    ...badIds('inbox_id').map(([id, fields]): Case => [id, fields as object, invalid('inbox_id')]),
  ])('%s', async (_, fields, outcome) => {
    const webhook = { url: 'http://example.com', ...fields };
    expect(await post('/webhooks', webhook)).toEqual(outcome);
    expect(await post('/webhooks', { webhook })).toEqual(outcome);
    expect(await send('PATCH', WEBHOOK, fields)).toEqual(outcome);
  });

  it.each(BAD_SECRETS)('the secret %j, without saying it again', async (secret) => {
    const webhook = { url: 'http://example.com', secret };
    for (const body of [webhook, { webhook }]) {
      const outcome = await post('/webhooks', body);
      expect(outcome).toEqual(invalid('secret'));
      expect(outcome.body).toMatchObject({
        message: expect.stringMatching(/^Secret must be whsec_ and base64 of 24 to 64 bytes, got /),
      });
    }
    expect(await post(`${WEBHOOK}/secret/rotate`, { secret })).toEqual(invalid('secret'));
  });

  it.each([...BAD_SECRETS, `whsec_${'A'.repeat(32)}`])(
    'the secret %j in an update, for it is not that of the webhook',
    async (secret) => {
      expect(await send('PATCH', WEBHOOK, { secret })).toEqual(invalid('secret'));
    },
  );

  it.each<Case>([
    ...BAD_COUNTS.filter((count) => count !== 0).map((overlap_seconds): Case => [
      `${JSON.stringify(overlap_seconds)} as overlap_seconds`,
      { overlap_seconds },
      invalid('overlap_seconds'),
    ]),
    ['more than 7 days', { overlap_seconds: 604_801 }, invalid('overlap_seconds')],
    ['an unknown field', { colour: 'red' }, invalid('colour')],
  ])('a rotation with %s', async (_, fields, outcome) => {
    expect(await post(`${WEBHOOK}/secret/rotate`, fields)).toEqual(outcome);
  });

  it.each<Case>([
    ...BAD_COUNTS.map((rate): Case => [
      `${JSON.stringify(rate)} as rate`,
      { rate },
      invalid('rate'),
    ]),
    ['1,001 POSTs a second', { rate: 1_001 }, invalid('rate')],
    ['a word as deliver_missed', { deliver_missed: 'yes' }, invalid('deliver_missed')],
    ['a number as deliver_missed', { deliver_missed: 1 }, invalid('deliver_missed')],
    ['an unknown field', { colour: 'red' }, invalid('colour')],
  ])('an enabling with %s', async (_, fields, outcome) => {
    expect(await post(`${WEBHOOK}/enable`, fields)).toEqual(outcome);
  });

  it.each<Case>([
    ['an unknown event', { event: 'message_read' }, invalid('event')],
    ['a list of events', { event: ['message_created'] }, invalid('event')],
    ['an unknown field', { colour: 'red' }, invalid('colour')],
  ])('a test with %s', async (_, fields, outcome) => {
    expect(await post(`${WEBHOOK}/test`, fields)).toEqual(outcome);
  });

  it('a test while it is disabled', async () => {
    await send('POST', `${WEBHOOK}/disable`);
    expect(await post(`${WEBHOOK}/test`)).toEqual(invalid('status'));
    await send('POST', `${WEBHOOK}/enable`);
  });

  it.each([
    ['before=0', 'before'],
    ['before=x', 'before'],
    ['before=1&before=2', 'before'],
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=1.5', 'limit'],
    ['limit=', 'limit'],
    ['page=2', 'page'],
  ])('a history with %s', async (query, attribute) => {
    expect(await send('GET', `${WEBHOOK}/history?${query}`)).toEqual(invalid(attribute));
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
