import { verifyWebhook, type Webhook } from '@app/client';
import { ACCESS_TOKEN, Receiver, waitUntil, type ReceivedPost } from '@app/harness';
import { answerOf, chatwootSdk, type ChatwootSdk } from './chatwoot-sdk';
import { Installation } from './installation';

/** What the SDK's answers are asked for. */
export interface Named {
  readonly id: number;
  readonly name: string;
}

export interface CreatedContact {
  readonly contact: Named;
  readonly contact_inbox: { readonly source_id: string; readonly inbox: Named };
}

export const PLATFORM_TOKEN = 'platform-access-token';
export const accountId = 1;

/** An installation that the SDK works on: with an API inbox, and a webhook for whatever comes by default. */
export class SdkScene {
  private constructor(
    readonly installation: Installation,
    readonly receiver: Receiver,
    /** The administrator's. */
    readonly sdk: ChatwootSdk,
    readonly webhook: Webhook,
    readonly inbox: Named & { readonly inbox_identifier: string },
  ) {}

  static async start(): Promise<SdkScene> {
    const installation = await Installation.start({
      env: { PLATFORM_ACCESS_TOKEN: PLATFORM_TOKEN },
    });
    const receiver = await new Receiver().start();
    const sdk = chatwootSdk(installation.server.url, ACCESS_TOKEN);
    const { payload } = await answerOf<{ payload: { webhook: Webhook } }>(
      sdk.webhooks.create({ accountId, data: { url: `${receiver.url}/default` } }),
    );
    // Its types know websites alone, its users make API inboxes as well.
    const channel = { type: 'api', webhook_url: '' } as object;
    const inbox = await answerOf<SdkScene['inbox']>(
      sdk.inboxes.create({ accountId, data: { name: 'App', channel } }),
    );
    return new SdkScene(installation, receiver, sdk, payload.webhook, inbox);
  }

  async remove(): Promise<void> {
    await this.receiver.stop();
    await this.installation.remove();
  }

  async createContact(data: object = {}): Promise<CreatedContact> {
    const { payload } = await answerOf<{ payload: CreatedContact }>(
      this.sdk.contacts.create({
        accountId,
        data: { inbox_id: this.inbox.id, name: 'Ann', ...data },
      }),
    );
    return payload;
  }

  /** @returns its id */
  async openConversation(data: object = {}): Promise<number> {
    const { contact } = await this.createContact();
    // Its types have ids as strings.
    const place = { inbox_id: String(this.inbox.id), contact_id: String(contact.id) };
    const created = this.sdk.conversations.create({ accountId, data: { ...place, ...data } });
    return (await answerOf<{ id: number }>(created)).id;
  }

  /** Resolves once the webhook has got the event, signed, in a body with these fields. */
  async fired(event: string, fields: object): Promise<void> {
    const what = `${event} with ${JSON.stringify(fields)}`;
    const expected = { event, ...fields };
    await waitUntil(what, () => this.payloads().some((payload) => matches(payload, expected)));
  }

  private payloads(): object[] {
    return this.receiver.posts
      .filter(({ path }) => path === '/default')
      .map(({ headers, rawBody, receivedAtMs }: ReceivedPost) =>
        verifyWebhook(this.webhook.secret, headers, rawBody, { nowMs: () => receivedAtMs }),
      );
  }
}

function matches(payload: object, expected: object): boolean {
  try {
    expect(payload).toMatchObject(expected);
    return true;
  } catch {
    return false;
  }
}
