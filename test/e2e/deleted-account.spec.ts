import { Installation } from '../support/installation';
import { NOT_FOUND, outcomeOf } from '../support/refusals';
import { callRest } from '../support/rest';

const PLATFORM_TOKEN = 'platform-access-token';

describe('A deleted account', () => {
  let installation: Installation;
  let contacts: string;
  let widget: string;

  const call = async (method: string, path: string, body?: object): Promise<unknown> =>
    (await callRest(installation.server.url, { method, path, body })).body;
  const outcome = (method: string, path: string, body?: object) =>
    outcomeOf(installation, { method, path, body, headers: {} });

  beforeAll(async () => {
    installation = await Installation.start({ env: { PLATFORM_ACCESS_TOKEN: PLATFORM_TOKEN } });
    const app = { name: 'App', channel: { type: 'api' } };
    const website = {
      name: 'Website',
      channel: { type: 'web_widget', website_url: 'https://example.com' },
    };
    const { inbox_identifier } = (await call('POST', '/inboxes', app)) as Record<string, string>;
    const { website_token } = (await call('POST', '/inboxes', website)) as Record<string, string>;
    contacts = `/public/api/v1/inboxes/${inbox_identifier}/contacts`;
    widget = `/api/v1/widget/events?website_token=${website_token}`;
    await call('POST', contacts, { source_id: 'carol' });
    await call('POST', `${contacts}/carol/conversations`, {});
    await fetch(`${installation.server.url}/platform/api/v1/accounts/1`, {
      method: 'DELETE',
      headers: { api_access_token: PLATFORM_TOKEN },
    });
  });
  afterAll(() => installation.remove());

  it('is not there for who was in it', async () => {
    const { server } = installation;
    expect(await callRest(server.url, { method: 'GET', path: '/inboxes' })).toMatchObject({
      status: 404,
    });
  });

  it('lets no contact in, and none come', async () => {
    expect(await outcome('POST', contacts, {})).toEqual(NOT_FOUND);
    expect(await outcome('GET', `${contacts}/carol`)).toEqual(NOT_FOUND);
    expect(await outcome('PATCH', `${contacts}/carol`, { name: 'Carol' })).toEqual(NOT_FOUND);
  });

  it('shows a contact nothing of what was written, and takes nothing more', async () => {
    const conversation = `${contacts}/carol/conversations/1`;
    expect(await outcome('GET', conversation)).toEqual(NOT_FOUND);
    expect(await outcome('GET', `${conversation}/messages`)).toEqual(NOT_FOUND);
    expect(await outcome('POST', `${conversation}/messages`, { content: 'Hi' })).toEqual(NOT_FOUND);
  });

  it('has no widget that could be opened', async () => {
    expect(await outcome('POST', widget, { name: 'webwidget.triggered' })).toEqual(NOT_FOUND);
  });
});
