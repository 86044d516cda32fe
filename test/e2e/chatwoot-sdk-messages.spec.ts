import { answerOf, chatwootSdk, type ChatwootSdk } from '../support/chatwoot-sdk';
import { accountId, SdkScene } from '../support/sdk-scene';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
/** As the numbers of Rails' enum. */
const [INCOMING, OUTGOING] = [0, 1];

describe('@figuro/chatwoot-sdk', () => {
  let scene: SdkScene;
  let sdk: ChatwootSdk;

  beforeAll(async () => {
    scene = await SdkScene.start();
    ({ sdk } = scene);
  });
  afterAll(() => scene.remove());

  describe('with messages', () => {
    let place: { accountId: number; conversationId: number };

    beforeEach(async () => {
      place = { accountId, conversationId: await scene.openConversation() };
    });

    it('creates them as forms, with what they answer and their source', async () => {
      const question = await answerOf<{ id: number }>(
        sdk.messages.create({
          ...place,
          data: { content: 'How much?', message_type: 'incoming', source_id: 'WAID:7' },
        }),
      );
      expect(question).toMatchObject({
        id: expect.any(Number) as number,
        conversation_id: place.conversationId,
        message_type: INCOMING,
        created_at: expect.any(Number) as number,
        status: 'sent',
        source_id: 'WAID:7',
        content_attributes: {},
      });
      await scene.fired('message_created', { id: String(question.id), source_id: 'WAID:7' });

      const content_attributes = { in_reply_to: question.id, in_reply_to_external_id: null };
      const answer = await answerOf<{ id: number }>(
        sdk.messages.create({
          ...place,
          data: { content: '12 €', content_attributes, source_reply_id: 'WAID:7' },
        }),
      );
      expect(answer).toMatchObject({
        message_type: OUTGOING,
        private: false,
        content: '12 €',
        content_attributes,
      });
      await scene.fired('message_created', {
        id: String(answer.id),
        content: '12 €',
        content_attributes,
      });
    });

    it('creates notes, and messages that ask something', async () => {
      const note = sdk.messages.create({ ...place, data: { content: 'Rude', private: true } });
      expect(await note).toMatchObject({ private: true, message_type: OUTGOING });
      const content_attributes = { items: [{ title: 'Yes', value: 'y' }] };
      const data = { content: 'Well?', content_type: 'input_select' as const, content_attributes };
      const asked = await answerOf<{ id: number }>(sdk.messages.create({ ...place, data }));
      expect(asked).toMatchObject({ content_type: 'input_select', content_attributes });
      await scene.fired('message_created', {
        id: String(asked.id),
        message_type: 'template',
        content_attributes,
      });
    });

    it('uploads files, which can be read at their URLs', async () => {
      const text = Buffer.from('12 €');
      const sent = await answerOf<{ id: number; attachments: { data_url: string }[] }>(
        sdk.messages.create({
          ...place,
          data: {
            content: 'See',
            attachments: [
              { content: PNG.toString('base64'), encoding: 'base64', filename: 'dot.png' },
              {
                content: text.toString('base64'),
                encoding: 'base64',
                filename: 'Prices für Zoë.txt',
              },
            ],
          },
        }),
      );
      expect(sent.attachments).toMatchObject([
        { file_type: 'image', extension: 'png', file_size: PNG.length, width: 1, height: 1 },
        { file_type: 'file', extension: 'txt', file_size: text.length },
      ]);
      const read = sent.attachments.map(async ({ data_url }) =>
        Buffer.from(await (await fetch(data_url)).arrayBuffer()),
      );
      expect(await Promise.all(read)).toEqual([PNG, text]);
      await scene.fired('message_created', {
        id: String(sent.id),
        attachments: sent.attachments.map(
          ({ data_url }) => expect.objectContaining({ data_url }) as unknown,
        ),
      });
    });

    it('lists, changes and deletes them', async () => {
      const sent = await answerOf<{ id: number }>(
        sdk.messages.create({ ...place, data: { content: 'Helo' } }),
      );
      const message = { ...place, messageId: sent.id };
      const data = { content: 'Hello' };
      expect(await sdk.messages.update({ ...message, data })).toMatchObject(data);
      await scene.fired('message_updated', { id: String(sent.id), content: 'Hello' });
      // Its types lack the status, which is what its users call it for.
      const status = { status: 'delivered' } as object;
      expect(await sdk.messages.update({ ...message, data: status })).toMatchObject(status);

      expect(await sdk.messages.list(place)).toMatchObject({
        meta: { contact: { name: 'Ann' } },
        payload: [{ id: sent.id, content: 'Hello', status: 'delivered' }],
      });
      await sdk.messages.delete(message);
      const content = 'This message was deleted';
      const gone = { id: sent.id, content, content_attributes: { deleted: true } };
      expect(await sdk.messages.list(place)).toMatchObject({ payload: [gone] });
      await scene.fired('message_updated', { id: String(sent.id), content });
    });
  });

  it('speaks for contacts, as they come in, open conversations and write', async () => {
    // Without a token, and with types of its own for what it is answered.
    const { client } = chatwootSdk(scene.installation.server.url);
    const inboxIdentifier = scene.inbox.inbox_identifier;
    const data = { identifier: 'ida', name: 'Ida', custom_attributes: { plan: 'pro' } };
    const contact = await client.contacts.create({ inboxIdentifier, data });
    expect(contact).toMatchObject({
      id: expect.any(Number) as number,
      source_id: expect.any(String) as string,
      pubsub_token: expect.any(String) as string,
      name: 'Ida',
    });
    await scene.fired('contact_created', { id: String(contact.id), name: 'Ida' });

    const self = { inboxIdentifier, contactIdentifier: contact.source_id! };
    expect(await client.contacts.get(self)).toEqual(contact);
    expect(await client.contacts.update({ ...self, data: { name: 'Ida B.' } })).toEqual({
      ...contact,
      name: 'Ida B.',
    });

    // POSTs no body at all.
    const opened = await client.conversations.create(self);
    expect(opened).toMatchObject({ id: expect.any(Number) as number, messages: [] });
    expect(await client.conversations.list(self)).toEqual([opened]);
    await scene.fired('conversation_created', { id: String(opened.id) });

    const conversation = { ...self, conversationId: opened.id! };
    const message = { content: 'Anybody there?', echo_id: 'echo-1' };
    const sent = await client.messages.create({ ...conversation, data: message });
    expect(sent).toMatchObject({ ...message, message_type: INCOMING, sender: { name: 'Ida B.' } });
    await scene.fired('message_created', { content: 'Anybody there?', message_type: 'incoming' });

    const items = [{ title: 'Yes', value: 'y' }];
    const asked = await answerOf<{ id: number }>(
      sdk.messages.create({
        accountId,
        conversationId: opened.id!,
        data: { content: 'Well?', content_type: 'input_select', content_attributes: { items } },
      }),
    );
    const answer = { submitted_values: items };
    const answered = { content_attributes: { items, ...answer } };
    expect(
      await client.messages.update({ ...conversation, messageId: asked.id, data: answer }),
    ).toMatchObject(answered);
    expect(await client.messages.list(conversation)).toMatchObject([
      { content: 'Anybody there?' },
      { content: 'Well?', ...answered },
    ]);
    await scene.fired('message_updated', { id: String(asked.id), ...answered });
  });
});
