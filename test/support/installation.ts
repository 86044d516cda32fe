import { join } from 'node:path';
import { HooryClient } from '@app/client';
import { ACCESS_TOKEN, ServerProcess, temporaryDirectory } from '@app/harness';

export interface InstallationOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Called with the path of the database before any server has opened it. */
  readonly prepare?: (databasePath: string) => Promise<void>;
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
    readonly databasePath: string,
    private readonly removeFiles: () => Promise<void>,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  static async start({ env = {}, prepare }: InstallationOptions = {}): Promise<Installation> {
    const directory = await temporaryDirectory();
    const databasePath = join(directory.path, 'hoory.db');
    const installation = new Installation(databasePath, () => directory.remove(), env);
    await prepare?.(databasePath);
    await installation.startServer();
    return installation;
  }

  async startServer(): Promise<void> {
    this.server = await ServerProcess.start({ databasePath: this.databasePath, env: this.env });
    this.client = this.clientOf(1, ACCESS_TOKEN);
  }

  clientOf(accountId: number, accessToken: string): HooryClient {
    return new HooryClient({ baseUrl: this.server.url, accessToken, accountId });
  }

  async remove(): Promise<void> {
    await this.server.kill();
    await this.removeFiles();
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
