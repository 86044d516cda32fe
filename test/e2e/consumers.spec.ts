import type { WebhookEventName } from '@app/client';
import { waitUntil } from '@app/harness';
import { consumeAsBotBridge } from '../support/consumers/bot-bridge';
import { Consumer } from '../support/consumers/consumer';
import { consumeAsEvolutionApi, type WhatsAppAction } from '../support/consumers/evolution-api';
import { CHAT, FILE_NAME, tellEveryEvent, type Story } from '../support/consumers/every-event';
import { N8nTrigger } from '../support/consumers/n8n-trigger';
import { consumeAsWaha, type WahaJob } from '../support/consumers/waha';
import { Installation } from '../support/installation';
import { callRest } from '../support/rest';

const SLOW_MACHINE_MS = 40_000;

/** Each of them reads what it reads of Chatwoot, and is told of all that happens. */
describe('Consumers of Chatwoot’s webhooks', () => {
  const evolutionApi = new Consumer(consumeAsEvolutionApi);
  const waha = new Consumer(consumeAsWaha);
  const botBridge = new Consumer(consumeAsBotBridge);
  const inboxesOf = (event: string): unknown[] => [
    ...new Set(n8n.resultsOf(event).map(({ inboxId }) => inboxId)),
  ];
  const actionsOf = (event: string): WhatsAppAction[] =>
    evolutionApi.resultsOf(event).filter(({ does }) => does !== 'nothing');
  const jobsOf = (queue: WahaJob['queue'], event: string): WahaJob[] =>
    waha.resultsOf(event).filter((job) => job.queue === queue);
  let n8n: N8nTrigger;
  let consumers: Record<string, Consumer<unknown>>;
  let subscriptions: WebhookEventName[];
  let installation: Installation;
  let story: Story;

  beforeAll(async () => {
    // n8n makes its webhook itself and knows of no format.
    installation = await Installation.start({ env: { DEFAULT_WEBHOOK_FORMAT: 'chatwoot' } });
    const { client, server } = installation;
    const eventTypes = await client.eventTypes.list();
    subscriptions = eventTypes.map(({ name }) => name);

    n8n = new N8nTrigger(
      async (method, path, body) => (await callRest(server.url, { method, path, body })).body,
      subscriptions,
    );
    consumers = { n8n, evolutionApi, waha, botBridge };
    for (const consumer of Object.values(consumers)) await consumer.start();
    for (const { url } of [evolutionApi, waha, botBridge]) {
      await client.webhooks.create({ url, subscriptions });
    }
    await n8n.activate();

    story = await tellEveryEvent(installation);
    await waitUntil(
      'every consumer to be through with all that happened',
      () =>
        Object.values(consumers).every(
          ({ events, errors }) => errors.length > 0 || events.length >= story.events.length,
        ),
      SLOW_MACHINE_MS,
    );
  }, 2 * SLOW_MACHINE_MS);
  afterAll(async () => {
    await Promise.all(Object.values(consumers).map((consumer) => consumer.stop()));
    await installation.remove();
  });

  it('are told of all events but those of webhooks themselves', () => {
    const ofWebhooks = ['webhook_disabled', 'webhook_recovered', 'delivery_exhausted'];
    expect([...new Set(story.events), ...ofWebhooks].toSorted()).toEqual(subscriptions.toSorted());
  });

  it.each(['n8n', 'evolutionApi', 'waha', 'botBridge'])(
    'get through every event, once each, without an exception: %s',
    (name) => {
      const { errors, events } = consumers[name]!;
      expect(errors).toEqual([]);
      expect(events).toEqual(story.events);
    },
  );

  describe('n8n', () => {
    it('makes its webhook, finds it again, and takes it away', async () => {
      const own = await n8n.findOwn();
      expect(own).toMatchObject({
        id: n8n.webhook!.id,
        url: n8n.url,
        name: 'n8n / Support / Trigger',
        secret: n8n.webhook!.secret,
      });
      expect(own!.subscriptions.toSorted()).toEqual(subscriptions.toSorted());
      await n8n.activate();
      expect(await installation.client.webhooks.list()).toHaveLength(4);
      await n8n.deactivate();
      expect(await n8n.findOwn()).toBeUndefined();
    });

    it('knows the inbox of whatever happens in one', () => {
      const inTheInbox = story.events.filter((event) => /^(message|conversation)_/.test(event));
      expect(inTheInbox.map(inboxesOf)).toEqual(inTheInbox.map(() => [story.inboxId]));
      expect(inboxesOf('webwidget_triggered')).toEqual([story.websiteId]);
      expect(inboxesOf('contact_updated')).toEqual([undefined]);
    });

    it('knows who wrote a message', () => {
      const senders = n8n.resultsOf('message_created').map(({ sender }) => String(sender));
      const [contact, agent] = [`contact ${story.contactId}`, `user ${story.agentId}`];
      expect(senders.toSorted()).toEqual([contact, contact, agent, agent]);
    });
  });

  describe('Evolution API', () => {
    it('sends what agents write to the contact’s chat, and no notes', () => {
      expect(actionsOf('message_created')).toEqual([
        {
          does: 'send',
          chat: CHAT,
          text: '*Administrator:*\n*12 €*',
          files: [story.answerUrl],
          quotes: story.question,
          keeps: {
            message: story.answer,
            inbox: { id: story.inboxId, name: 'WhatsApp' },
            conversation: story.conversationId,
            contactInbox: story.sourceId,
          },
        },
      ]);
    });

    it('deletes what was deleted, and forgets a chat that is done', () => {
      expect(actionsOf('message_updated')).toEqual([
        { does: 'delete', chat: CHAT, message: story.answer },
      ]);
      expect(actionsOf('conversation_status_changed')).toEqual([
        { does: 'forget the chat', chat: CHAT },
      ]);
    });
  });

  describe('WAHA', () => {
    it('sends what agents write, again where it failed, with its files under their names', () => {
      const sent = {
        message: `${story.conversationId}/${story.answer}`,
        chat: CHAT,
        text: '**12 €**',
        repliesTo: story.question,
        sentAt: expect.stringMatching(/^20\d\d-/) as string,
        files: [{ name: FILE_NAME, type: 'file' }],
      };
      expect(jobsOf('created', 'message_created')).toEqual([{ queue: 'created', ...sent }]);
      // As it is told of the error, and as the error is taken away.
      const retried = { queue: 'retried', ...sent };
      expect(jobsOf('retried', 'message_updated')).toEqual([retried, retried]);
    });

    it('deletes what was deleted', () => {
      const deleted = { queue: 'deleted', message: `${story.conversationId}/${story.answer}` };
      expect(jobsOf('deleted', 'message_updated')).toEqual([deleted]);
    });
  });

  describe('Bridges to Rasa, Dify and Botpress', () => {
    it('hear the contact alone, and keep quiet once an agent has the conversation', () => {
      const heard = {
        from: `contact ${story.contactId}`,
        answerTo: `/accounts/1/conversations/${story.conversationId}/messages`,
        inbox: String(story.inboxId),
      };
      const turns = botBridge.resultsOf(...story.events).filter((turn) => turn !== null);
      expect(turns).toHaveLength(2);
      expect(turns).toEqual(
        expect.arrayContaining([
          { ...heard, text: 'How much?', quiet: false },
          { ...heard, text: 'Anything else?', quiet: true },
        ]),
      );
    });
  });
});
