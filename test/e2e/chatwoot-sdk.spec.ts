import type { ApiError } from '@figuro/chatwoot-sdk';
import type { Webhook } from '@app/client';
import { answerOf, chatwootSdk, type ChatwootSdk } from '../support/chatwoot-sdk';
import { accountId, SdkScene, type Named } from '../support/sdk-scene';

/** Unmodified, as it is published. */
describe('@figuro/chatwoot-sdk', () => {
  let scene: SdkScene;
  let sdk: ChatwootSdk;

  beforeAll(async () => {
    scene = await SdkScene.start();
    ({ sdk } = scene);
  });
  afterAll(() => scene.remove());

  it('creates, lists, changes and deletes webhooks', async () => {
    const { receiver, webhook } = scene;
    const url = `${receiver.url}/mine`;
    const created = await answerOf<{ payload: { webhook: Webhook } }>(
      sdk.webhooks.create({ accountId, data: { url, subscriptions: ['message_created'] } }),
    );
    const mine = created.payload.webhook;
    expect(mine).toMatchObject({
      id: expect.any(Number) as number,
      url,
      account_id: accountId,
      subscriptions: ['message_created'],
      secret: expect.stringMatching(/^whsec_/) as string,
    });
    expect(await sdk.webhooks.list({ accountId })).toEqual({
      payload: { webhooks: [webhook, mine] },
    });
    const data = { url: `${url}/2`, subscriptions: ['message_updated' as const] };
    const changed = { payload: { webhook: { ...mine, ...data } } };
    expect(await sdk.webhooks.update({ accountId, webhookId: mine.id, data })).toEqual(changed);
    await sdk.webhooks.delete({ accountId, webhookId: mine.id });
    expect(await sdk.webhooks.list({ accountId })).toEqual({ payload: { webhooks: [webhook] } });
  });

  it('gives refusals as its ApiError, with the body that says why', async () => {
    await expect(
      sdk.webhooks.create({ accountId, data: { url: scene.webhook.url } }),
    ).rejects.toMatchObject({
      status: 422,
      body: { message: 'Url has already been taken', attributes: ['url'] },
    } satisfies Partial<ApiError>);
    await expect(
      chatwootSdk(scene.installation.server.url, 'no-token').webhooks.list({ accountId }),
    ).rejects.toMatchObject({ status: 401, body: { error: 'Invalid Access Token' } });
  });

  it('creates, finds, changes and deletes contacts', async () => {
    const data = {
      name: 'Zoë',
      email: 'zoe@example.com',
      phone_number: '+14155550100',
      identifier: 'zoe-1',
      custom_attributes: { plan: 'pro' },
      avatar_url: 'https://example.com/zoe.png',
    };
    const { contact, contact_inbox } = await scene.createContact(data);
    const { avatar_url: _, ...shown } = data;
    expect(contact).toMatchObject({ id: expect.any(Number) as number, ...shown });
    expect(contact_inbox).toMatchObject({ inbox: { id: scene.inbox.id, name: 'App' } });
    await scene.fired('contact_created', { id: String(contact.id), name: 'Zoë' });

    const id = contact.id;
    expect(await sdk.contacts.get({ accountId, id })).toEqual({ payload: contact });
    expect(await sdk.contacts.list({ accountId, sort: '-name' })).toEqual({
      meta: { count: expect.any(Number) as number, current_page: 1 },
      payload: expect.arrayContaining([contact]) as unknown,
    });
    const searched = { meta: { count: 1, current_page: 1 }, payload: [contact] };
    expect(await sdk.contacts.search({ accountId, q: '+141555501' })).toEqual(searched);

    const changes = { name: 'Zoë B.', custom_attributes: { seats: 3 } };
    expect(await sdk.contacts.update({ accountId, id, data: changes })).toMatchObject({
      payload: { ...shown, name: 'Zoë B.', custom_attributes: { plan: 'pro', seats: 3 } },
    });
    await scene.fired('contact_updated', { id: String(id), name: 'Zoë B.' });

    await sdk.contacts.delete({ accountId, id });
    await expect(sdk.contacts.get({ accountId, id })).rejects.toMatchObject({ status: 404 });
  });

  it('brings contacts into inboxes, and tells where they can be written to', async () => {
    const { contact, contact_inbox } = await scene.createContact();
    const channel = { type: 'web_widget', website_url: 'https://example.com' } as const;
    const website = await answerOf<Named>(
      sdk.inboxes.create({ accountId, data: { name: 'Website', channel } }),
    );
    const place = { accountId, id: contact.id };
    expect(await sdk.contact.getContactable(place)).toEqual({ payload: [contact_inbox] });

    const data = { inbox_id: website.id, source_id: `website-${contact.id}` };
    const made = await sdk.contact.create({ ...place, data });
    expect(made).toMatchObject({ source_id: data.source_id, inbox: { name: 'Website' } });
    expect(await sdk.contact.getContactable(place)).toEqual({ payload: [contact_inbox, made] });
  });

  it('creates conversations and finds them by every filter it has', async () => {
    const conversationId = await scene.openConversation({ status: 'pending' });
    await scene.fired('conversation_created', { id: String(conversationId), status: 'pending' });
    const place = { accountId, conversationId };
    const found = await answerOf<{ meta: { sender: Named } }>(sdk.conversations.get(place));
    expect(found).toMatchObject({
      id: conversationId,
      account_id: accountId,
      inbox_id: scene.inbox.id,
      status: 'pending',
      messages: [],
      meta: { sender: { name: 'Ann' } },
      unread_count: 0,
    });
    expect(
      await sdk.contacts.listConversations({ accountId, id: found.meta.sender.id }),
    ).toMatchObject({ payload: [{ id: conversationId }] });

    const team = await answerOf<Named>(sdk.teams.create({ accountId, data: { name: 'Sales' } }));
    await sdk.conversationAssignment.assign({ ...place, data: { team_id: team.id } });
    await sdk.conversationLabels.add({ ...place, data: { labels: ['vip', 'new'] } });
    await sdk.messages.create({ ...place, data: { content: 'A rare word: xylophone' } });

    const filter = {
      accountId,
      status: 'pending' as const,
      q: 'xylophone',
      inboxId: scene.inbox.id,
      teamId: team.id,
      labels: ['vip', 'other'],
    };
    const meta = { mine_count: 0, unassigned_count: 1, assigned_count: 0, all_count: 1 };
    expect(await sdk.conversations.list({ ...filter, assigneeType: 'unassigned' })).toMatchObject({
      data: { meta, payload: [{ id: conversationId, labels: ['vip', 'new'] }] },
    });
    expect(await sdk.conversations.list({ ...filter, assigneeType: 'me' })).toMatchObject({
      data: { meta, payload: [] },
    });
    expect(await sdk.conversations.getMeta(filter)).toEqual({ meta });
    expect(await sdk.conversations.getMeta({ ...filter, q: 'violin' })).toMatchObject({
      meta: { all_count: 0 },
    });
  });

  it('changes status, labels, assignee and team of conversations', async () => {
    const conversationId = await scene.openConversation();
    const place = { accountId, conversationId };
    const id = String(conversationId);
    expect(
      await sdk.conversations.toggleStatus({ ...place, data: { status: 'resolved' } }),
    ).toMatchObject({
      payload: { success: true, conversation_id: conversationId, current_status: 'resolved' },
    });
    await scene.fired('conversation_status_changed', { id, status: 'resolved' });

    const labels = { payload: ['a', 'b'] };
    const added = sdk.conversationLabels.add({ ...place, data: { labels: labels.payload } });
    expect(await added).toEqual(labels);
    expect(await sdk.conversationLabels.list(place)).toEqual(labels);
    await scene.fired('conversation_updated', {
      id,
      changed_attributes: [{ label_list: { previous_value: [], current_value: ['a', 'b'] } }],
    });

    const agent = await answerOf<Named>(sdk.profile.profile());
    expect(
      await sdk.conversationAssignment.assign({ ...place, data: { assignee_id: agent.id } }),
    ).toMatchObject({ id: agent.id, name: agent.name });
    await scene.fired('conversation_updated', {
      id,
      meta: expect.objectContaining({
        assignee: expect.objectContaining({ id: String(agent.id) }) as unknown,
      }) as unknown,
    });
  });
});
