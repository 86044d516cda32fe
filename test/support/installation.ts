import { join } from 'node:path';
import { HooryClient } from '@app/client';
import { ACCESS_TOKEN, ServerProcess } from '@app/harness';
import { createDatabase, type InstallationDatabase, pathOf } from './database';

export interface InstallationOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Called with the URL of the database before any server has opened it. */
  readonly prepare?: (databaseUrl: string) => Promise<void>;
}

export interface OpenedConversation {
  readonly inboxId: number;
  readonly contactId: number;
  readonly conversationId: number;
}

/** A database of its own and the server on it, which may be stopped and started again. */
export class Installation {
  server: ServerProcess;
  /** The administrator of account 1. */
  client: HooryClient;

  private constructor(
    private readonly database: InstallationDatabase,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  static async start({ env = {}, prepare }: InstallationOptions = {}): Promise<Installation> {
    const database = await createDatabase();
    const installation = new Installation(database, {
      ATTACHMENTS_DIR: join(database.directory, 'attachments'),
      ...env,
    });
    await prepare?.(database.url);
    await installation.startServer();
    return installation;
  }

  get databaseUrl(): string {
    return this.database.url;
  }

  /** @throws Error where it is no file */
  get databasePath(): string {
    return pathOf(this.database.url);
  }

  get attachmentsDirectory(): string {
    return join(this.database.directory, 'attachments');
  }

  async startServer(): Promise<void> {
    this.server = await ServerProcess.start({ databaseUrl: this.databaseUrl, env: this.env });
    this.client = this.clientOf(1, ACCESS_TOKEN);
  }

  clientOf(accountId: number, accessToken: string): HooryClient {
    return new HooryClient({ baseUrl: this.server.url, accessToken, accountId });
  }

  async remove(): Promise<void> {
    await this.server.kill();
    await this.database.remove();
  }
}

/** A conversation with a new contact in a new API inbox. */
export async function openConversation(client: HooryClient): Promise<OpenedConversation> {
  const inbox = await client.inboxes.create({ name: 'API', channel: { type: 'api' } });
  const { contact } = await client.contacts.create({ name: 'contact-name', inbox_id: inbox.id });
  const conversation = await client.conversations.create({
    inbox_id: inbox.id,
    contact_id: contact.id,
  });
  return { inboxId: inbox.id, contactId: contact.id, conversationId: conversation.id };
}
