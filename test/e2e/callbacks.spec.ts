import { verifyChatwootSignature, verifyWebhook, type Inbox, type Webhook } from '@app/client';
import { Receiver } from '@app/harness';
import { CALLBACK_EVENT_NAMES, EVENT_NAMES } from '@app/payloads';
import { payloadProblems } from '@app/payloads/testing';
import { untilNothingIsLeftToDeliver } from '../support/database';
import { Installation } from '../support/installation';
import { payloadOf, postsAt, webhookIdOf } from '../support/posts';

/** What is done once in each inbox, and all that it fires there. */
const FIRED = [
  'conversation_created',
  'conversation_deleted',
  'conversation_status_changed',
  'conversation_typing_off',
  'conversation_typing_on',
  'conversation_updated',
  'message_created',
  'message_deleted',
  'message_updated',
];
/** Bridges that do not know the event would send the deleted words on. */
const CALLED_BACK = FIRED.filter((event) => event !== 'message_deleted');
const OF_INBOX = ['inbox_updated', ...FIRED].toSorted();

describe('What happens in an API inbox', () => {
  const receiver = new Receiver();
  let installation: Installation;
  let inboxes: { listening: Inbox; shared: Inbox; silent: Inbox };
  let shared: Webhook;

  const eventsAt = (path: string): string[] =>
    postsAt(receiver, path)
      .map((post) => payloadOf(post).event)
      .toSorted();

  const addInbox = (name: string, callbackPath?: string): Promise<Inbox> =>
    installation.client.inboxes.create({
      name,
      channel: {
        type: 'api',
        ...(callbackPath !== undefined && { webhook_url: receiver.url + callbackPath }),
      },
    });

  const useInbox = async ({ id, name }: Inbox): Promise<void> => {
    const { contacts, conversations, inboxes: ofAccount, messages } = installation.client;
    await ofAccount.update(id, { name: `${name}, renamed` });
    const { contact } = await contacts.create({ name: 'Carol', inbox_id: id });
    const place = { inbox_id: id, contact_id: contact.id };
    const conversation = await conversations.create(place);
    const incoming = { content: 'Hi', private: true };
    const message = await messages.create(conversation.id, incoming);
    await messages.delete(conversation.id, message.id);
    await conversations.toggleTypingStatus(conversation.id, { typing_status: 'on' });
    await conversations.toggleTypingStatus(conversation.id, { typing_status: 'off' });
    await conversations.toggleStatus(conversation.id);
    await conversations.delete(conversation.id);
  };

  beforeAll(async () => {
    await receiver.start();
    installation = await Installation.start();
    const { webhooks } = installation.client;
    inboxes = {
      listening: await addInbox('Listening', '/callback'),
      // The same URL in another spelling.
      shared: await addInbox('Shared', '/hooks/../shared'),
      silent: await addInbox('Silent'),
    };
    shared = await webhooks.create({
      url: `${receiver.url}/shared`,
      subscriptions: ['message_created', 'contact_created'],
    });
    const subscriptions = [...EVENT_NAMES];
    const limited = { subscriptions, inbox_id: inboxes.silent.id };
    await webhooks.create({ url: `${receiver.url}/limited`, ...limited });
    await webhooks.create({ url: `${receiver.url}/account`, subscriptions });
    for (const inbox of Object.values(inboxes)) await useInbox(inbox);
    await untilNothingIsLeftToDeliver(installation.databaseUrl);
  });

  afterAll(async () => {
    await installation.remove();
    await receiver.stop();
  });

  it('goes once to its own software, but for what is of contacts and inboxes, and deletions', () => {
    expect(eventsAt('/callback')).toEqual(CALLED_BACK);
    expect(CALLBACK_EVENT_NAMES).toEqual(expect.arrayContaining(CALLED_BACK));
  });

  it('goes there in the chatwoot format, signed with the secret of the inbox', () => {
    for (const { headers, rawBody } of postsAt(receiver, '/callback')) {
      const { secret } = inboxes.listening;
      const payload = verifyChatwootSignature<{ event: 'message_created' }>(
        secret!,
        headers,
        rawBody,
      );
      expect(verifyWebhook(secret!, headers, rawBody)).toEqual(payload);
      expect(payloadProblems('chatwoot', payload.event, payload)).toEqual([]);
    }
  });

  it('goes once to where a webhook of the account has the same URL, as the webhook’s', () => {
    // A contact in each of the three inboxes, and a message in each: those the webhook gets by itself.
    const byWebhook = ['message_created', 'contact_created'].flatMap((event) => [
      event,
      event,
      event,
    ]);
    const byCallback = CALLED_BACK.filter((event) => event !== 'message_created');
    expect(eventsAt('/shared')).toEqual([...byWebhook, ...byCallback].toSorted());
    for (const post of postsAt(receiver, '/shared')) {
      const { event } = payloadOf(post);
      const { secret } = byWebhook.includes(event) ? shared : inboxes.shared;
      expect(verifyWebhook(secret!, post.headers, post.rawBody)).toMatchObject({ event });
      expect('x-hoory-signature' in post.headers).toBe(byWebhook.includes(event));
    }
  });

  it('goes to a webhook limited to it, and nothing of other inboxes or of contacts does', () => {
    expect(eventsAt('/limited')).toEqual(OF_INBOX);
    const told = postsAt(receiver, '/limited').flatMap(({ rawBody }) =>
      [...rawBody.toString().matchAll(/"inbox_id":"(\d+)"/g)].map(([, id]) => Number(id)),
    );
    expect(new Set(told)).toEqual(new Set([inboxes.silent.id]));
  });

  it('goes to a webhook of the whole account for each inbox', () => {
    const each = [...OF_INBOX, 'contact_created'];
    expect(eventsAt('/account')).toEqual([...each, ...each, ...each].toSorted());
  });

  it('goes nowhere else', () => {
    const paths = new Set(receiver.posts.map(({ path }) => path));
    expect([...paths].toSorted()).toEqual(['/account', '/callback', '/limited', '/shared']);
    const ids = receiver.posts.map(webhookIdOf);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
