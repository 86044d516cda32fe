import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ReceivedPost } from '@app/harness';
import { Consumer, type AnyPayload } from './consumer';

const TOLERANCE_SECONDS = 300;

/** What n8n's Chatwoot trigger nodes read of the API. */
interface Webhook {
  readonly id: number;
  readonly url: string;
  readonly name: string | null;
  readonly subscriptions: readonly string[];
  readonly secret: string;
}

/** What they read of a payload, to filter by. */
interface N8nPayload extends AnyPayload {
  readonly inbox?: { readonly id?: number };
  readonly inbox_id?: number;
  readonly conversation?: { readonly inbox_id?: number };
  readonly sender?: { readonly type: string; readonly id: number } | null;
}

/** What a workflow is started with. */
export interface WorkflowItem {
  readonly inboxId: number | undefined;
  readonly sender: string | undefined;
}

/** Sends a request to the account's API, as a node does with its credentials. */
export type CallApi = (method: string, path: string, body?: object) => Promise<unknown>;

/** The trigger node: makes its webhook when a workflow is activated, and takes it away afterwards. */
export class N8nTrigger extends Consumer<WorkflowItem> {
  /** As it was created: its secret is kept in the workflow. */
  webhook: Webhook | undefined;

  constructor(
    private readonly callApi: CallApi,
    private readonly wanted: readonly string[],
  ) {
    super((body, post) => {
      verify(this.webhook?.secret ?? '', post);
      return toItem(body);
    });
  }

  async activate(): Promise<void> {
    if (await this.findOwn()) return;
    const webhook = { name: 'n8n / Support / Trigger', url: this.url, subscriptions: this.wanted };
    const answer = (await this.callApi('POST', '/webhooks', { webhook })) as {
      payload: { webhook: Webhook };
    };
    this.webhook = answer.payload.webhook;
  }

  async deactivate(): Promise<void> {
    const own = await this.findOwn();
    if (own) await this.callApi('DELETE', `/webhooks/${own.id}`);
  }

  /** By the URL: names may be changed by anybody. */
  async findOwn(): Promise<Webhook | undefined> {
    const answer = (await this.callApi('GET', '/webhooks')) as {
      payload: { webhooks: Webhook[] };
    };
    return answer.payload.webhooks.find(({ url }) => url === this.url);
  }
}

function verify(secret: string, { headers, rawBody }: ReceivedPost): void {
  const timestamp = String(headers['x-chatwoot-timestamp']);
  const signature = /^sha256=([\da-f]{64})$/i.exec(String(headers['x-chatwoot-signature']));
  if (!signature || !/^\d+$/.test(timestamp)) throw new Error('Signature or timestamp is missing');
  const ageSeconds = Math.floor(Date.now() / 1000) - Number(timestamp);
  if (Math.abs(ageSeconds) > TOLERANCE_SECONDS) throw new Error(`Signed ${ageSeconds} s ago`);
  const expected = createHmac('sha256', secret).update(`${timestamp}.`).update(rawBody).digest();
  if (!timingSafeEqual(expected, Buffer.from(signature[1]!, 'hex'))) {
    throw new Error('The signature is another one');
  }
}

function toItem({ inbox, inbox_id, conversation, sender }: N8nPayload): WorkflowItem {
  return {
    inboxId: inbox?.id ?? inbox_id ?? conversation?.inbox_id,
    sender: sender ? `${sender.type} ${sender.id}` : undefined,
  };
}
