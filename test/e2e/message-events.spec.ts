import { HooryContactClient, type AnswerMessage } from '@app/client';
import { ANSWERS, CONTENTS } from '@app/payloads/testing';
import { ObservedInstallation, type Step } from '../support/observed-installation';
import { specifySteps } from '../support/specify-steps';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('The events of messages of every content type', () => {
  const observed = new ObservedInstallation();
  const messageIds = new Map<string, number>();
  let contact: HooryContactClient;
  let conversationId: number;

  const sending = Object.entries(CONTENTS).map(
    ([kind, { content, contentType, contentAttributes }], index): Step => ({
      command: `send-${kind}`,
      // The first of all is the first reply.
      fires: index === 0 ? ['conversation_updated', 'message_created'] : ['message_created'],
      run: async () => {
        const { id } = await observed.client.messages.create(conversationId, {
          ...(content !== null && { content }),
          content_type: contentType,
          content_attributes: contentAttributes,
        });
        messageIds.set(kind, id);
      },
    }),
  );
  const answering = Object.entries(ANSWERS).map(([kind, answer]): Step => ({
    command: `answer-${kind}`,
    fires: ['message_updated'],
    run: () =>
      contact.messages.update(
        'device-1',
        conversationId,
        messageIds.get(kind)!,
        answer as AnswerMessage,
      ),
  }));

  specifySteps('messages', observed, [
    {
      command: 'set-up-inbox',
      fires: ['inbox_created'],
      run: async () => {
        const app = await observed.client.inboxes.create({ name: 'App', channel: { type: 'api' } });
        contact = new HooryContactClient({
          baseUrl: observed.installation.server.url,
          inboxIdentifier: app.inbox_identifier!,
        });
      },
    },
    {
      command: 'set-up-contact',
      fires: ['contact_created'],
      run: () => contact.contacts.create({ source_id: 'device-1', name: 'contact-name' }),
    },
    {
      command: 'set-up-conversation',
      fires: ['conversation_created'],
      run: async () => {
        conversationId = (await contact.conversations.create('device-1')).id;
      },
    },
    ...sending,
    ...answering,
    {
      command: 'send-files',
      fires: ['message_created'],
      run: async () => {
        const { attachments } = await observed.client.messages.create(conversationId, {
          content: 'See these',
          attachments: [
            { name: 'dot.png', content: new Blob([PNG], { type: 'image/png' }) },
            { name: 'notes.txt', content: new Blob(['Brown'], { type: 'text/plain' }) },
          ],
        });
        for (const [index, attachment] of attachments!.entries()) {
          if (attachment.file_type === 'location') continue;
          observed.placeholders.set(`URL of file ${index + 1}`, attachment.data_url);
        }
      },
    },
    {
      command: 'delete-files',
      fires: ['message_deleted', 'message_updated'],
      run: async () => {
        const { payload } = await observed.client.messages.list(conversationId);
        await observed.client.messages.delete(conversationId, payload.at(-1)!.id);
      },
    },
  ]);
});
