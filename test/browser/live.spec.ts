import type { Browser } from 'playwright-core';
import { freePort } from '../support/postgres/free-port';
import { type Installation, openConversation } from '../support/installation';
import { ADMINISTRATOR, startInstallation } from './support/dashboard-installation';
import { GOOD_LOOKS, looksOf } from './support/looks';
import { startBrowser, Visitor } from './support/visitor';

describe('What happens', () => {
  let installation: Installation;
  let browser: Browser;
  let visitor: Visitor;
  let conversationId: number;

  beforeAll(async () => {
    const port = String(await freePort());
    [installation, browser] = await Promise.all([
      startInstallation({ PORT: port }),
      startBrowser(),
    ]);
    ({ conversationId } = await openConversation(installation.client));
  });
  afterAll(async () => {
    await browser.close();
    await installation.remove();
  });
  beforeEach(async () => {
    visitor = await Visitor.arrive(browser, installation.server.url);
    await visitor.page.goto('/live');
    await visitor.signIn(ADMINISTRATOR.email, ADMINISTRATOR.password);
    await visitor.page.getByText('Connected').waitFor();
  });
  afterEach(async () => {
    await visitor.leave();
  });

  const publish = (content: string) =>
    installation.client.messages.create(conversationId, { content });
  /** The last event of the log, which is a message. */
  const lastPosition = async (): Promise<number> => {
    const { payload } = await installation.client.events.list({ type: 'MessageCreated', limit: 1 });
    return payload[0]!.position;
  };
  const rowOf = (position: number) =>
    visitor.page.getByRole('row').filter({
      has: visitor.page.getByRole('button', { name: `MessageCreated, event ${position}` }),
    });

  it('is seen as it happens, the newest first, with whom it was to go to', async () => {
    const webhook = await installation.client.webhooks.create({
      url: 'https://example.com/wants-messages',
      subscriptions: ['message_created'],
    });
    await installation.client.webhooks.disable(webhook.id);
    await publish('Seen at once');
    const position = await lastPosition();
    await rowOf(position).waitFor();
    const { page } = visitor;
    const shown = await page.getByRole('button', { name: /, event \d+$/ }).all();
    const positions = await Promise.all(
      shown.map(async (button) => Number(/\d+$/.exec((await button.getAttribute('aria-label'))!))),
    );
    expect(positions).toContain(position);
    expect(positions).toEqual(positions.toSorted((one, other) => other - one));
    expect(await rowOf(position).innerText()).toMatch(/conversation-1-\d+[^]*User 1/);

    await rowOf(position).getByRole('button').click();
    const drawer = page.getByRole('dialog', { name: 'MessageCreated' });
    const event = await drawer
      .getByRole('region', { name: 'The event as it is stored' })
      .innerText();
    expect(JSON.parse(event)).toMatchObject({ position, type: 'MessageCreated' });
    expect(event).toContain('Seen at once');
    await drawer.getByText('disabled at the time').waitFor();
    expect(await looksOf(page)).toEqual(GOOD_LOOKS);
    await drawer.getByRole('link', { name: webhook.url }).click();
    await page.waitForURL(`**/settings/integrations/webhooks/${webhook.id}**`);
    await installation.client.webhooks.delete(webhook.id);
  });

  it('waits while the page is paused', async () => {
    const { page } = visitor;
    await page.getByRole('table', { name: 'Events' }).waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await publish('Not shown yet');
    const position = await lastPosition();
    await page.getByText('1 new event', { exact: true }).waitFor();
    expect(await rowOf(position).count()).toBe(0);

    await page.getByRole('button', { name: 'Continue' }).click();
    await rowOf(position).waitFor();
    expect(await looksOf(page)).toEqual(GOOD_LOOKS);
  });

  it('is seen of one type, which stands in the address', async () => {
    const { page } = visitor;
    await page.getByRole('button', { name: /^ConversationCreated, event/ }).waitFor();
    await page.getByRole('combobox', { name: 'Type' }).fill('MessageCreated');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/live?type=MessageCreated');
    await page.reload();
    await publish('Of the type');
    await rowOf(await lastPosition()).waitFor();
    expect(await page.getByRole('button', { name: /^ConversationCreated, event/ }).count()).toBe(0);
  });

  it('is seen without a gap once the server is back', async () => {
    await publish('Before');
    const before = await lastPosition();
    await rowOf(before).waitFor();
    await installation.server.stop();
    await installation.startServer();
    await publish('While nobody was connected');
    await rowOf(await lastPosition()).waitFor();
    expect(await rowOf(before).count()).toBe(1);
  });

  it('is told to those who listen now and then, not event by event', async () => {
    await publish('One');
    await publish('Two');
    await visitor.page.getByRole('status').filter({ hasText: 'events since you came' }).waitFor();
    expect(await visitor.page.locator('table[aria-live], [aria-live] table').count()).toBe(0);
  });

  it('changes the pages that are open', async () => {
    const { page } = visitor;
    await page.goto('/settings/integrations/webhooks');
    await page.getByText('There are no webhooks configured for this account.').waitFor();
    const { id, url } = await installation.client.webhooks.create({
      url: 'https://example.com/by-somebody-else',
    });
    await page.getByText(url, { exact: true }).waitFor();
    await installation.client.webhooks.delete(id);
    await page.getByText('There are no webhooks configured for this account.').waitFor();
    expect(await page.getByText(url, { exact: true }).count()).toBe(0);
  });
});
