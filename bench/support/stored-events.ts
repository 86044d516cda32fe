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
  /** How long the webhooks wait for an answer; as is usual unless told. */
  readonly timeoutSeconds?: number;
}

const CONVERSATIONS = 64;
/** As many as one commit takes. */
const AT_ONCE = 512;

const METADATA = { accountId: 1, actor: { type: 'user', id: 1 }, correlationId: 'bench' } as const;

/**
 * Makes a database with webhooks and messages for them, published by the same commands as the
 * server's. Nothing is delivered: this is the whole system without its delivery.
 */
export async function storeEvents({
  webhookUrls,
  events,
  conversations = CONVERSATIONS,
  timeoutSeconds,
  ...where
}: StoredEventsOptions): Promise<void> {
  await giveCommands(where, async (commandBus) => {
    for (const url of webhookUrls) await createWebhook(commandBus, url, { timeoutSeconds });
    await openConversations(commandBus, conversations);
    await publishMessages(commandBus, events, conversations);
  });
}

type WhereEventsAre = Pick<StoredEventsOptions, 'database' | 'secretsKey'>;

/** Opens a database, one that is new as well, and closes it once all commands were given. */
export async function giveCommands(
  where: WhereEventsAre,
  give: (commandBus: CommandBus) => Promise<void>,
): Promise<void> {
  const app = await openWithoutDelivery(where);
  try {
    await app.get(Bootstrap).run();
    await give(app.get(CommandBus));
  } finally {
    await app.close();
  }
}

/** The whole system on a database of its own, but for the delivery. */
export function openWithoutDelivery(options: WhereEventsAre): Promise<INestApplicationContext> {
  return NestFactory.createApplicationContext(withoutDelivery(options), {
    logger: ['error', 'warn'],
  });
}

@Module({})
class SystemWithoutDelivery {}

function withoutDelivery({ database, secretsKey }: WhereEventsAre) {
  return {
    module: SystemWithoutDelivery,
    imports: [
      CqrsModule.forRoot(),
      TypeOrmModule.forRoot(dataSourceOptions(database)),
      EventStoreModule.forRoot(
        database.kind === 'sqlite' ? database : { ...database, poolSize: 4 },
      ),
      AccountsModule.forRoot(
        {
          accessToken: ACCESS_TOKEN,
          adminEmail: 'administrator@localhost',
          adminPassword: undefined,
          platformToken: undefined,
          announceToken: () => {},
        },
        { secureCookie: false },
      ),
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

/**
 * @param inboxId of the only inbox whose events it gets; `null` for all
 * @returns its id
 */
export async function createWebhook(
  commandBus: CommandBus,
  url: string,
  {
    event = 'message_created',
    inboxId = null,
    timeoutSeconds,
  }: { event?: string; inboxId?: number | null; timeoutSeconds?: number | undefined } = {},
): Promise<number> {
  const webhook = {
    url,
    name: null,
    subscriptions: [event],
    format: 'hoory',
    inboxId,
    ...(timeoutSeconds !== undefined && { timeoutSeconds }),
  };
  return (await commandBus.execute(new CreateWebhook(1, webhook, METADATA))).id;
}

/** @param conversations over how many they go in turn, from the first on */
export async function publishMessages(
  commandBus: CommandBus,
  count: number,
  conversations: number,
): Promise<void> {
  for (let published = 0; published < count; published += AT_ONCE) {
    const batch = Array.from({ length: Math.min(AT_ONCE, count - published) }, (_, index) =>
      commandBus.execute(publishMessage(published + index, conversations)),
    );
    await Promise.all(batch);
  }
}

/** @returns the id of the inbox that they are in */
export async function openConversations(
  commandBus: CommandBus,
  conversations: number,
): Promise<number> {
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
  return inbox.id;
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
