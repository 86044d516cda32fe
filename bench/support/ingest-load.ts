import { join } from 'node:path';
import { HooryClient } from '@app/client';
import { ACCESS_TOKEN } from '@app/harness';
import type { Measurement } from '../row';
import type { BenchProcess, Party } from './bench-process';
import type { MessageOf } from './messages';
import { sampleText } from './sample-message';
import type { Workspace } from './workspace';

const LOAD_GENERATOR = join(__dirname, '../processes/load-generator.js');

/** Who takes messages, and where. */
export interface Ingesting {
  readonly process: Party;
  /** Several servers share the load evenly. */
  readonly ports: readonly number[];
  /** The first of the conversations that the messages go to; 1 unless told. */
  readonly firstConversation?: number;
}

/** A load of so many clients at once for each port, each in a conversation of its own. */
export class IngestLoad {
  private constructor(
    private readonly generators: readonly BenchProcess[],
    private readonly concurrency: number,
  ) {}

  /** @param concurrency of all generators together */
  static async start(
    workspace: Workspace,
    generators: number,
    concurrency: number,
  ): Promise<IngestLoad> {
    const started = Array.from({ length: generators }, () =>
      workspace.start('The load generator', LOAD_GENERATOR),
    );
    await Promise.all(started.map((generator) => generator.receive('listening')));
    return new IngestLoad(started, concurrency);
  }

  async measure({ process, ports, ...to }: Ingesting, operations: number): Promise<Measurement> {
    const cpuBefore = await process.cpuMicros();
    const elapsed = await Promise.all(
      ports.map(async (port, n) => {
        const share = this.concurrency / ports.length;
        const requests = toRequests(share, (to.firstConversation ?? 1) + n * share);
        const until = { requests: operations / ports.length };
        return load(this.generators[n]!, { port, requests, until });
      }),
    );
    return {
      operations,
      elapsedMs: Math.max(...elapsed),
      cpuMicros: (await process.cpuMicros()) - cpuBefore,
    };
  }

  /** Keeps one server busy for so long. @returns how long it was, in milliseconds, with the last answers */
  keepUp(port: number, elapsedMs: number): Promise<number> {
    const requests = toRequests(this.concurrency, 1);
    return load(this.generators[0]!, { port, requests, until: { elapsedMs } });
  }

  /** How many messages were accepted since the load began that is under way, or was the last. */
  accepted(): Promise<number> {
    return this.generators[0]!.seen();
  }
}

async function load(
  generator: BenchProcess,
  what: Omit<MessageOf<'load'>, 'type'>,
): Promise<number> {
  const loaded = generator.receive('loaded');
  generator.send({ type: 'load', ...what });
  return (await loaded).elapsedMs;
}

function toRequests(count: number, firstConversation: number): string[] {
  return Array.from({ length: count }, (_, index) => toRequest(firstConversation + index));
}

/**
 * Opens conversations for the load to go to, in an inbox of their own.
 * @returns the id of the first; the others' follow
 */
export async function openConversations(port: number, count: number): Promise<number> {
  const client = new HooryClient({
    baseUrl: `http://127.0.0.1:${port}`,
    accessToken: ACCESS_TOKEN,
    accountId: 1,
  });
  const inbox = await client.inboxes.create({ name: 'API', channel: { type: 'api' } });
  const { contact } = await client.contacts.create({ name: 'Ada Lovelace', inbox_id: inbox.id });
  const conversation = { inbox_id: inbox.id, contact_id: contact.id };
  const { id: first } = await client.conversations.create(conversation);
  for (let number = 1; number < count; number++) await client.conversations.create(conversation);
  return first;
}

/** @throws Error where the log does not hold exactly what was answered with success */
export function expectStored(stored: number, messages: number): void {
  if (stored !== messages) throw new Error(`${messages} were accepted, ${stored} are in the log`);
}

export const COUNT_MESSAGES = "SELECT count(*) FROM events WHERE type = 'MessageCreated'";

/** Word for word what goes over the wire. */
function toRequest(conversationId: number): string {
  const body = JSON.stringify({
    content: sampleText(conversationId),
    message_type: 'incoming',
    private: false,
    content_type: 'text',
    content_attributes: {},
  });
  return [
    `POST /api/v1/accounts/1/conversations/${conversationId}/messages HTTP/1.1`,
    'host: 127.0.0.1',
    `api_access_token: ${ACCESS_TOKEN}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}
