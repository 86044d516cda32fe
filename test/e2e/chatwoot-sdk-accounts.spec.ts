import { ACCESS_TOKEN } from '@app/harness';
import { HooryPlatformClient } from '@app/client';
import { answerOf, chatwootSdk, type ChatwootSdk } from '../support/chatwoot-sdk';
import { accountId, PLATFORM_TOKEN, SdkScene, type Named } from '../support/sdk-scene';

describe('@figuro/chatwoot-sdk', () => {
  let scene: SdkScene;
  let sdk: ChatwootSdk;

  beforeAll(async () => {
    scene = await SdkScene.start();
    ({ sdk } = scene);
  });
  afterAll(() => scene.remove());

  it('creates, lists, finds and changes inboxes', async () => {
    const channel = {
      type: 'web_widget',
      website_url: 'https://example.com',
      welcome_title: 'Hi',
      widget_color: '#009CE0',
    } as const;
    const website = await answerOf<Named>(
      sdk.inboxes.create({ accountId, data: { name: 'Website', channel } }),
    );
    expect(website).toMatchObject({
      id: expect.any(Number) as number,
      name: 'Website',
      channel_type: 'Channel::WebWidget',
      website_url: 'https://example.com',
      website_token: expect.any(String) as string,
    });
    const place = { accountId, id: website.id };
    expect(await sdk.inboxes.get(place)).toEqual(website);
    // Its types ask for enable_auto_assignment with every change.
    const data = { name: 'Homepage', enable_auto_assignment: true };
    const renamed = { ...website, name: 'Homepage' };
    expect(await sdk.inboxes.update({ ...place, data })).toEqual(renamed);
    expect(await sdk.inboxes.list({ accountId })).toEqual({ payload: [scene.inbox, renamed] });
  });

  it('creates and lists agents', async () => {
    const data = { name: 'Bob', email: 'bob@example.com', role: 'agent' } as const;
    const made = await sdk.agents.create({
      accountId,
      data: { ...data, availability_status: 'available', auto_offline: false },
    });
    expect(made).toMatchObject({
      ...data,
      id: expect.any(Number) as number,
      uid: data.email,
      available_name: 'Bob',
      account_id: accountId,
      confirmed: false,
    });
    const me = await sdk.profile.profile();
    const agents = await sdk.agents.list({ accountId });
    expect(agents).toEqual([expect.objectContaining({ id: me.id }), made]);
  });

  // Its calls on the members of teams go to /accounts/…, without /api/v1: no server has them there.
  it('creates, lists, finds, changes and deletes teams', async () => {
    const data = { name: 'Sales', description: 'Those who sell', allow_auto_assign: false };
    const team = await sdk.teams.create({ accountId, data });
    expect(team).toEqual({
      id: expect.any(Number) as number,
      ...data,
      account_id: accountId,
      is_member: false,
    });
    const place = { accountId, teamId: team.id! };
    expect(await sdk.teams.get(place)).toEqual(team);
    const changed = { ...team, description: '' };
    expect(await sdk.teams.update({ ...place, data: { description: '' } })).toEqual(changed);
    expect(await sdk.teams.list({ accountId })).toEqual([changed]);
    await sdk.teams.delete(place);
    expect(await sdk.teams.list({ accountId })).toEqual([]);
  });

  it('tells whose token it has', async () => {
    expect(await sdk.profile.profile()).toMatchObject({
      id: expect.any(Number) as number,
      name: 'Administrator',
      accounts: [{ id: accountId, name: 'Hoory', role: 'administrator' }],
    });
  });

  it('makes accounts, users and who is in which', async () => {
    const { platform } = chatwootSdk(scene.installation.server.url, PLATFORM_TOKEN);
    const account = await platform.accounts.create({ data: { name: 'Acme' } });
    expect(account).toEqual({ id: expect.any(Number) as number, name: 'Acme' });
    const place = { accountId: account.id! };
    const renamed = { ...account, name: 'Acme Inc.' };
    expect(await platform.accounts.update({ ...place, data: { name: 'Acme Inc.' } })).toEqual(
      renamed,
    );
    expect(await platform.accounts.get(place)).toEqual(renamed);

    const details = { name: 'Zed', email: 'zed@example.com' };
    const data = { ...details, password: 'correct horse', custom_attributes: { floor: 3 } };
    const user = await platform.users.create({ data });
    expect(user).toMatchObject({ id: expect.any(Number) as number, ...details, confirmed: true });

    const entry = { user_id: user.id!, role: 'administrator' };
    const member = { account_id: account.id!, ...entry };
    expect(await platform.accountUsers.create({ ...place, data: entry })).toEqual(member);
    expect(await platform.accountUsers.list(place)).toEqual([member]);

    const token = await issueToken(user.id!);
    const zed = chatwootSdk(scene.installation.server.url, token);
    expect(await zed.profile.profile()).toMatchObject({
      ...details,
      accounts: [{ ...renamed, role: 'administrator' }],
    });
    expect(await zed.inboxes.list(place)).toEqual({ payload: [] });

    await platform.accountUsers.delete({ ...place, data: { user_id: user.id! } });
    expect(await platform.accountUsers.list(place)).toEqual([]);
    await platform.accounts.delete(place);
    await expect(platform.accounts.get(place)).rejects.toMatchObject({ status: 404 });
  });

  it('gives nobody but the platform the platform API', async () => {
    const { platform } = chatwootSdk(scene.installation.server.url, ACCESS_TOKEN);
    await expect(platform.accounts.create({ data: { name: 'Mine' } })).rejects.toMatchObject({
      status: 401,
    });
  });

  /** Which the SDK has no call for. */
  async function issueToken(userId: number): Promise<string> {
    const platform = new HooryPlatformClient({
      baseUrl: scene.installation.server.url,
      accessToken: PLATFORM_TOKEN,
    });
    return (await platform.users.issueToken(userId)).access_token;
  }
});
