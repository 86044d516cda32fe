import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { AccountsModule, Bootstrap } from '@app/accounts';
import { AttachmentsModule } from '@app/attachments';
import {
  ConversationModule,
  CreateContact,
  CreateConversation,
  CreateInbox,
  PublishMessage,
} from '@app/conversation';
import { EventStoreModule } from '@app/event-store';
import { ACCESS_TOKEN } from '@app/harness';
import { SecretsModule } from '@app/secrets';
import { CreateWebhook, WebhooksModule } from '@app/webhooks';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { TypeOrmModule } from '@nestjs/typeorm';
import { dataSourceOptions } from '../../apps/server/src/database/data-source';
import type { DatabaseSetting } from '../../apps/server/src/settings/database-setting';
import { sampleText } from './sample-message';

export interface StoredEventsOptions {
  readonly database: DatabaseSetting;
  readonly secretsKey: string;
  /** Each gets every message. */
  readonly webhookUrls: readonly string[];
  /** How many messages to publish. */
  readonly events: number;
  /** Over how many conversations; 64 unless told. */
  readonly conversations?: number;
  readonly progress?: (text: string) => void;
}

const CONVERSATIONS = 64;
/** As many as one commit takes. */
const AT_ONCE = 512;
const TELL_EVERY = 50_000;

const METADATA = { accountId: 1, actor: { type: 'user', id: 1 }, correlationId: 'bench' } as const;

/**
 * Makes a database with webhooks and messages for them, published by the same commands as the
 * server's. Nothing is delivered: this is the whole system without its delivery.
 */
export async function storeEvents(options: StoredEventsOptions): Promise<void> {
  const app = await openWithoutDelivery(options);
  try {
    await app.get(Bootstrap).run();
    await publish(app.get(CommandBus), options);
  } finally {
    await app.close();
  }
}

/** The whole system on a database of its own, but for the delivery. */
export function openWithoutDelivery(
  options: Pick<StoredEventsOptions, 'database' | 'secretsKey'>,
): Promise<INestApplicationContext> {
  return NestFactory.createApplicationContext(withoutDelivery(options), {
    logger: ['error', 'warn'],
  });
}

@Module({})
class SystemWithoutDelivery {}

function withoutDelivery({
  database,
  secretsKey,
}: Pick<StoredEventsOptions, 'database' | 'secretsKey'>) {
  return {
    module: SystemWithoutDelivery,
    imports: [
      CqrsModule.forRoot(),
      TypeOrmModule.forRoot(dataSourceOptions(database)),
      EventStoreModule.forRoot(
        database.kind === 'sqlite' ? database : { ...database, poolSize: 4 },
      ),
      AccountsModule.forRoot({
        accessToken: ACCESS_TOKEN,
        adminEmail: 'administrator@localhost',
        platformToken: undefined,
        announceToken: () => {},
      }),
      AttachmentsModule.forRoot({
        directory: join(
          database.kind === 'sqlite' ? dirname(database.path) : tmpdir(),
          'attachments',
        ),
        publicUrl: undefined,
      }),
      ConversationModule,
      SecretsModule.forRoot(secretsKey),
      WebhooksModule.forRoot('hoory'),
    ],
  };
}

async function publish(
  commandBus: CommandBus,
  { webhookUrls, events, conversations = CONVERSATIONS, progress }: StoredEventsOptions,
): Promise<void> {
  const subscriptions = ['message_created'];
  for (const url of webhookUrls) {
    const webhook = { url, name: null, subscriptions, format: 'hoory', inboxId: null };
    await commandBus.execute(new CreateWebhook(1, webhook, METADATA));
  }
  await openConversations(commandBus, conversations);
  for (let published = 0; published < events; published += AT_ONCE) {
    const batch = Array.from({ length: Math.min(AT_ONCE, events - published) }, (_, index) =>
      commandBus.execute(publishMessage(published + index, conversations)),
    );
    await Promise.all(batch);
    if (published % TELL_EVERY < AT_ONCE) progress?.(`${published} of ${events} events stored`);
  }
}

async function openConversations(commandBus: CommandBus, conversations: number): Promise<void> {
  const channel = { type: 'Channel::Api', webhookUrl: '', websiteUrl: '' } as const;
  const inbox = await commandBus.execute(new CreateInbox(1, 'API', channel, METADATA));
  const details = {
    name: 'Ada Lovelace',
    email: null,
    phoneNumber: null,
    identifier: null,
    blocked: false,
    customAttributes: {},
    additionalAttributes: {},
  };
  const { contact } = await commandBus.execute(new CreateContact(1, details, inbox.id, METADATA));
  const conversation = {
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
  } as const;
  for (let number = 0; number < conversations; number++) {
    await commandBus.execute(new CreateConversation(1, conversation, METADATA));
  }
}

/** @param conversations over how many the messages go in turn */
export function publishMessage(number: number, conversations: number): PublishMessage {
  const draft = {
    content: sampleText(number),
    messageType: 'outgoing',
    private: false,
    contentType: 'text',
    contentAttributes: {},
    sourceId: null,
    attachments: [],
  } as const;
  return new PublishMessage(1, (number % conversations) + 1, draft, METADATA);
}
