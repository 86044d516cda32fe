import type { Webhook } from '@app/client';
import { Receiver, waitUntil } from '@app/harness';
import type { Browser, Page } from 'playwright-core';
import { Installation, openConversation } from '../../support/installation';
import { ADMINISTRATOR, startInstallation } from './dashboard-installation';
import { startBrowser, Visitor, type VisitorOptions } from './visitor';

/** An administrator before the page of a webhook whose endpoint is real, and fails when it is told to. */
export class WebhookScene {
  readonly receiver = new Receiver(({ path }) => (this.failing.has(path) ? 500 : 200));
  /** Each on an endpoint of its own. */
  webhook: Webhook;
  path: string;
  visitor: Visitor;
  installation: Installation;
  conversationId: number;
  private browser: Browser;
  private readonly failing = new Set<string>();

  async start(): Promise<void> {
    await this.receiver.start();
    [this.installation, this.browser] = await Promise.all([
      startInstallation({ RETRY_SCHEDULE: '0.1' }),
      startBrowser(),
    ]);
    ({ conversationId: this.conversationId } = await openConversation(this.client));
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.installation.remove();
    await this.receiver.stop();
  }

  /** A new webhook, which nobody looks at yet. */
  async begin(): Promise<void> {
    this.path = `/${Math.random()}`;
    this.webhook = await this.client.webhooks.create({
      url: this.receiver.url + this.path,
      name: 'CRM',
      subscriptions: ['message_created'],
    });
  }

  async end(): Promise<void> {
    await this.client.webhooks.delete(this.webhook.id);
    await this.visitor.leave();
  }

  get client() {
    return this.installation.client;
  }

  get page(): Page {
    return this.visitor.page;
  }

  /** Signs in, and goes to the webhook's page from the list. */
  async arrive(options?: VisitorOptions): Promise<Page> {
    this.visitor = await Visitor.arrive(this.browser, this.installation.server.url, options);
    // Nothing is looked at half faded in.
    await this.page.emulateMedia({ reducedMotion: 'reduce' });
    await this.page.goto('/settings/integrations/webhooks');
    await this.visitor.signIn(ADMINISTRATOR.email, ADMINISTRATOR.password);
    await this.page.getByRole('link', { name: this.webhook.url }).click();
    await this.page.getByRole('heading', { name: 'CRM' }).waitFor();
    return this.page;
  }

  /** Has the webhook's endpoint fail from now on, or work again. */
  setFailing(failing: boolean): void {
    if (failing) this.failing.add(this.path);
    else this.failing.delete(this.path);
  }

  /** Messages, of which the webhook is told. */
  async publish(...contents: string[]): Promise<void> {
    for (const content of contents) {
      await this.client.messages.create(this.conversationId, { content });
    }
  }

  untilListed(status: 'delivered' | 'failed', count = 1): Promise<void> {
    return waitUntil(`${count} ${status}`, async () => {
      const { payload } = await this.client.deliveries.list(this.webhook.id, { status });
      return payload.length === count;
    });
  }

  dialog() {
    return this.page.getByRole('dialog');
  }

  toast(text: string) {
    return this.page.getByRole('alert').filter({ hasText: text });
  }

  /** Those of the deliveries of a status. */
  rows(status: string) {
    const deliveries = this.page.getByRole('region', { name: 'Deliveries' });
    return deliveries.getByRole('row').filter({ hasText: status });
  }

  /** The links to the deliveries, whether these stand in rows or on cards. */
  links(event = 'message_created') {
    return this.page.getByRole('link', { name: `${event}, delivery` });
  }

  openDelivery(event?: string): Promise<void> {
    return this.links(event).first().click();
  }
}
