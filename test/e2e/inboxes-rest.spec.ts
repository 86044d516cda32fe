import { Installation } from '../support/installation';
import { invalid, NOT_AUTHORIZED, NOT_FOUND, outcomeOf, type Outcome } from '../support/refusals';
import { callRest } from '../support/rest';
import { AGENT_TOKEN, seedAccounts } from '../support/seed-accounts';

const AS_AGENT = { api_access_token: AGENT_TOKEN };
const HOOK = 'http://localhost:3000/hook';
const WEBSITE = { type: 'web_widget', website_url: 'https://example.com' };

const SETTINGS = {
  avatar_url: '',
  greeting_enabled: false,
  greeting_message: null,
  enable_auto_assignment: false,
  auto_assignment_config: {},
  enable_email_collect: false,
  allow_messages_after_resolved: true,
  lock_to_single_conversation: false,
  csat_survey_enabled: false,
  business_name: null,
  timezone: 'UTC',
  working_hours_enabled: false,
  working_hours: [],
  out_of_office_message: null,
  hmac_mandatory: false,
};

describe('The inboxes of an account', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await Installation.start({ prepare: seedAccounts });
  });
  afterAll(() => installation.remove());

  const call = async (method: string, path: string, body?: object, headers?: typeof AS_AGENT) =>
    (await callRest(installation.server.url, { method, path, body, headers })).body;
  const create = async (body: object): Promise<{ id: number }> =>
    (await call('POST', '/inboxes/', body)) as { id: number };
  const outcome = (
    method: string,
    path: string,
    body?: object,
    headers?: typeof AS_AGENT,
  ): Promise<Outcome> => outcomeOf(installation, { method, path, body, headers });

  it('are created, and shown with their secrets to administrators alone', async () => {
    const app = await create({ name: 'App', channel: { type: 'api', webhook_url: HOOK } });
    const { id } = app;
    const forAgents = {
      ...SETTINGS,
      id,
      channel_id: id,
      name: 'App',
      channel_type: 'Channel::Api',
      webhook_url: HOOK,
      inbox_identifier: expect.stringMatching(/^[\w-]{24}$/) as string,
    };
    expect(app).toEqual({
      ...forAgents,
      hmac_token: expect.stringMatching(/^[\w-]{43}$/) as string,
      secret: expect.stringMatching(/^whsec_/) as string,
    });
    expect(await call('GET', `/inboxes/${id}/`)).toEqual(app);
    expect(await call('GET', `/inboxes/${id}`, undefined, AS_AGENT)).toEqual(forAgents);
    expect(await call('GET', '/inboxes', undefined, AS_AGENT)).toEqual({
      payload: expect.arrayContaining([forAgents]) as object[],
    });
  });

  it('of a widget have a token by which the website names it', async () => {
    const website = await create({ name: 'Website', channel: WEBSITE });
    expect(website).toEqual({
      ...SETTINGS,
      id: website.id,
      channel_id: website.id,
      name: 'Website',
      channel_type: 'Channel::WebWidget',
      website_url: 'https://example.com',
      website_token: expect.stringMatching(/^[\w-]{24}$/) as string,
      widget_color: '#1f93ff',
      welcome_title: null,
      welcome_tagline: null,
      hmac_token: expect.stringMatching(/^[\w-]{43}$/) as string,
    });
  });

  it('are listed by their names', async () => {
    for (const name of ['Zebra', 'aardvark', 'Ant']) {
      await create({ name, channel: { type: 'api' } });
    }
    const { payload } = (await call('GET', '/inboxes')) as { payload: { name: string }[] };
    const names = payload.map(({ name }) => name);
    expect(names.slice(0, 2)).toEqual(['aardvark', 'Ant']);
    expect(names.at(-1)).toBe('Zebra');
  });

  it('are updated in what is given alone', async () => {
    const app = await create({ name: 'App', channel: { type: 'api', webhook_url: HOOK } });
    const path = `/inboxes/${app.id}`;
    const update = { name: 'Mobile', enable_auto_assignment: true };
    expect(await call('PATCH', path, update)).toEqual({ ...app, name: 'Mobile' });
    const off = { channel: { webhook_url: null } };
    expect(await call('PATCH', path, off)).toEqual({
      ...app,
      name: 'Mobile',
      webhook_url: '',
    });
    expect(await outcome('PATCH', path, off)).toMatchObject({ storedEvents: 0 });
  });

  it('are refused what is not theirs', async () => {
    const { id: app } = await create({ name: 'App', channel: { type: 'api' } });
    const { id: website } = await create({ name: 'Website', channel: WEBSITE });
    const ofWebsite = { channel: { website_url: 'https://example.com' } };
    expect(await outcome('PATCH', `/inboxes/${app}`, ofWebsite)).toEqual(
      invalid('channel.website_url'),
    );
    const ofApp = { channel: { webhook_url: HOOK } };
    expect(await outcome('PATCH', `/inboxes/${website}`, ofApp)).toEqual(
      invalid('channel.webhook_url'),
    );
    expect(await outcome('PATCH', '/inboxes/99', { name: 'App' })).toEqual(NOT_FOUND);
    expect(await outcome('GET', '/inboxes/99')).toEqual(NOT_FOUND);
    const mine = await outcome('PATCH', `/inboxes/${app}`, { name: 'Mine' }, AS_AGENT);
    expect(mine).toEqual(NOT_AUTHORIZED);
  });
});
