import { join } from 'node:path';
import { Bootstrap } from '@app/accounts';
import { CreateContact, CreateConversation, CreateInbox, PublishMessage } from '@app/conversation';
import { Receiver, temporaryDirectory, waitUntil } from '@app/harness';
import { CreateWebhook } from '@app/webhooks';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { pino } from 'pino';
import { CommandBus } from '@nestjs/cqrs';
import { AppModule } from '../../apps/server/src/app.module';
import { readSettings } from '../../apps/server/src/settings/settings';

const METADATA = {
  accountId: 1,
  actor: { type: 'user', id: 1 },
  correlationId: 'in-process',
} as const;

describe('PublishMessage, by code in the same process', () => {
  const receiver = new Receiver();
  let app: INestApplicationContext;
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;

  beforeAll(async () => {
    directory = await temporaryDirectory();
    await receiver.start();
    const settings = readSettings({
      DATABASE_URL: `sqlite:${join(directory.path, 'hoory.db')}`,
      BOOTSTRAP_ACCESS_TOKEN: 'in-process-access-token',
      PLATFORM_ACCESS_TOKEN: 'in-process-platform-token',
      EGRESS_ALLOW: '127.0.0.0/8',
    });
    const module = AppModule.forRoot(settings, pino({ level: 'silent' }));
    app = await NestFactory.createApplicationContext(module, { logger: ['error'] });
    await app.get(Bootstrap).run();
  });

  afterAll(async () => {
    await app.close();
    await receiver.stop();
    await directory.remove();
  });

  it('goes by the command bus, and out as a POST', async () => {
    const commandBus = app.get(CommandBus);
    const channel = { type: 'Channel::Api', webhookUrl: '', websiteUrl: '' } as const;
    const inbox = await commandBus.execute(new CreateInbox(1, 'API', channel, METADATA));
    const { contact } = await commandBus.execute(
      new CreateContact(
        1,
        {
          name: 'Ada',
          email: null,
          phoneNumber: null,
          identifier: null,
          blocked: false,
          customAttributes: {},
          additionalAttributes: {},
        },
        inbox.id,
        METADATA,
      ),
    );
    const { conversation } = await commandBus.execute(
      new CreateConversation(
        1,
        {
          sourceId: null,
          inboxId: inbox.id,
          contactId: contact.id,
          status: 'open',
          snoozedUntil: null,
          assigneeId: null,
          teamId: null,
          additionalAttributes: {},
          customAttributes: {},
          openingMessage: null,
        },
        METADATA,
      ),
    );
    await commandBus.execute(
      new CreateWebhook(
        1,
        {
          url: receiver.url,
          name: null,
          subscriptions: ['message_created'],
          format: 'hoory',
          inboxId: null,
        },
        METADATA,
      ),
    );

    const { message, sender } = await commandBus.execute(
      new PublishMessage(
        1,
        conversation.displayId,
        {
          content: 'From within',
          messageType: 'outgoing',
          private: false,
          contentType: 'text',
          contentAttributes: {},
          sourceId: null,
          attachments: [],
        },
        METADATA,
      ),
    );

    await waitUntil('the POST', () => receiver.posts.length === 1);
    expect(sender).toMatchObject({ type: 'user', id: 1 });
    expect(JSON.parse(receiver.posts[0]!.rawBody.toString())).toMatchObject({
      event: 'message_created',
      id: String(message.id),
      content: 'From within',
      sender: { id: '1', name: 'Administrator' },
    });
  });
});
