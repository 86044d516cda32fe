import type { Webhook } from '@app/client';
import { Receiver, waitUntil } from '@app/harness';
import type { Browser } from 'playwright-core';
import { Installation, openConversation } from '../support/installation';
import { contentsAt, payloadOf, postsAt } from '../support/posts';
import { ADMINISTRATOR, startInstallation } from './support/dashboard-installation';
import { violationsOn } from './support/violations';
import { startBrowser, Visitor, type VisitorOptions } from './support/visitor';

const PHONE_WIDTH = 360;
/** In a row, of whatever delivery. */
const FAILURES_TO_OPEN = 5;

describe("A webhook's page", () => {
  /** Paths whose endpoints fail. */
  const failing = new Set<string>();
  const receiver = new Receiver(({ path }) => (failing.has(path) ? 500 : 200));
  let installation: Installation;
  let browser: Browser;
  let conversationId: number;
  let path: string;
  let webhook: Webhook;
  let visitor: Visitor;

  beforeAll(async () => {
    await receiver.start();
    [installation, browser] = await Promise.all([
      startInstallation({ RETRY_SCHEDULE: '0.1' }),
      startBrowser(),
    ]);
    ({ conversationId } = await openConversation(installation.client));
  });
  afterAll(async () => {
    await browser.close();
    await installation.remove();
    await receiver.stop();
  });
  beforeEach(async () => {
    path = `/${Math.random()}`;
    webhook = await installation.client.webhooks.create({
      url: receiver.url + path,
      name: 'CRM',
      subscriptions: ['message_created'],
    });
  });
  afterEach(async () => {
    await installation.client.webhooks.delete(webhook.id);
    await visitor.leave();
  });

  const arrive = async (options?: VisitorOptions) => {
    visitor = await Visitor.arrive(browser, installation.server.url, options);
    await visitor.page.emulateMedia({ reducedMotion: 'reduce' });
    await visitor.page.goto('/settings/integrations/webhooks');
    await visitor.signIn(ADMINISTRATOR.email, ADMINISTRATOR.password);
    await visitor.page.getByRole('link', { name: webhook.url }).click();
    await visitor.page.getByRole('heading', { name: 'CRM' }).waitFor();
    return visitor.page;
  };
  const publish = async (...contents: string[]) => {
    for (const content of contents) {
      await installation.client.messages.create(conversationId, { content });
    }
  };
  const isListed = (status: 'delivered' | 'failed', count = 1) =>
    waitUntil(`${count} ${status}`, async () => {
      const { payload } = await installation.client.deliveries.list(webhook.id, { status });
      return payload.length === count;
    });
  const dialog = () => visitor.page.getByRole('dialog');
  const toast = (text: string) => visitor.page.getByRole('alert').filter({ hasText: text });
  const rows = () => visitor.page.getByRole('region', { name: 'Deliveries' }).getByRole('row');
  const rowOf = (status: string) => rows().filter({ hasText: status });
  const openDelivery = (event = 'message_created') =>
    visitor.page
      .getByRole('link', { name: `${event}, delivery` })
      .first()
      .click();

  it('shows what fails as it happens, why, and that it arrives when it is resent', async () => {
    const page = await arrive();
    await page.getByText('Nothing has been delivered yet.').waitFor();
    failing.add(path);
    await publish('Hi');
    await rowOf('Failed').getByText('500').waitFor();

    await openDelivery();
    await dialog().getByText('Attempt 2', { exact: true }).waitFor();
    expect(await dialog().getByRole('listitem').count()).toBe(2);
    expect(await dialog().getByRole('region', { name: 'Request body' }).innerText()).toContain(
      '"content": "Hi"',
    );
    await dialog().getByRole('button', { name: 'Request headers' }).first().click();
    const headers = dialog().getByRole('table', { name: 'Request headers' });
    expect(await headers.innerText()).toContain(
      String(postsAt(receiver, path)[1]!.headers['webhook-signature']),
    );

    failing.delete(path);
    await dialog().getByRole('button', { name: 'Resend', exact: true }).click();
    await toast('The delivery is sent again').waitFor();
    await dialog().getByText('Attempt 3', { exact: true }).waitFor();
    await dialog().getByText('Delivered', { exact: true }).waitFor();
    expect(contentsAt(receiver, path)).toEqual(['Hi', 'Hi', 'Hi']);
  });

  it('tells at a glance how the webhook does, to those as well who do not see the chart', async () => {
    const page = await arrive();
    await page.getByText('Nothing was attempted in the last 24 hours.').waitFor();
    await publish('one');
    await isListed('delivered');
    failing.add(path);
    await publish('two');
    await isListed('failed');

    const health = page.getByRole('region', { name: 'The last 24 hours' });
    await health.getByText('33.3 %').waitFor();
    const table = health.getByRole('table', { name: 'Attempts by outcome, hour by hour' });
    const hours = await table.getByRole('row').allInnerTexts();
    expect(hours).toHaveLength(25);
    expect(sumOf(hours.slice(1), 1)).toBe(1);
    expect(sumOf(hours.slice(1), 2)).toBe(2);
  });

  it('gives a delivery as curl to the clipboard', async () => {
    await publish('Hi');
    await isListed('delivered');
    const page = await arrive();
    await visitor.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await openDelivery();
    await dialog().getByRole('button', { name: 'Copy as curl' }).click();
    await dialog().getByRole('button', { name: 'Copied' }).waitFor();

    const command = await page.evaluate<string>('navigator.clipboard.readText()');
    const [post] = postsAt(receiver, path);
    expect(command).toContain(`curl '${webhook.url}'`);
    expect(command).toContain(`webhook-signature: ${String(post!.headers['webhook-signature'])}`);
    expect(command).toContain(`--data-raw '${post!.rawBody.toString()}'`);
  });

  it('shows the same deliveries and the same drawer after a reload', async () => {
    await publish('one');
    await isListed('delivered');
    failing.add(path);
    await publish('two');
    await isListed('failed');
    const page = await arrive();
    await rowOf('Delivered').waitFor();
    await page.getByLabel('Status', { exact: true }).selectOption('Failed');
    await page.getByLabel('Conversation').fill(String(conversationId));
    await page.getByLabel('Conversation').press('Enter');
    await rowOf('Delivered').waitFor({ state: 'detached' });
    await openDelivery();
    await dialog().getByText('Attempt 2', { exact: true }).waitFor();

    await page.reload();
    await dialog().getByText('Attempt 2', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    expect(await page.getByLabel('Status', { exact: true }).inputValue()).toBe('failed');
    expect(await page.getByLabel('Conversation').inputValue()).toBe(String(conversationId));
    expect(await rowOf('Failed').count()).toBe(1);
    expect(await rowOf('Delivered').count()).toBe(0);

    await page.getByRole('button', { name: 'Clear filters' }).click();
    await rowOf('Delivered').waitFor();
    expect(new URL(page.url()).search).toBe('');
  });

  it('pages to what is older, and back to the newest', async () => {
    await publish(...Array.from({ length: 26 }, (_, index) => `message ${index}`));
    await isListed('delivered', 25);
    const page = await arrive();
    await page.getByRole('button', { name: 'Older' }).click();
    await rowOf('Delivered').nth(1).waitFor({ state: 'detached' });
    expect(await rowOf('Delivered').count()).toBe(1);
    await page.getByRole('button', { name: 'Newest' }).click();
    await rowOf('Delivered').nth(24).waitFor();
  });

  it('opens and closes a delivery by keyboard, and goes on where one was', async () => {
    await publish('Hi');
    await isListed('delivered');
    const page = await arrive();
    const link = page.getByRole('link', { name: 'message_created, delivery' });
    await link.focus();
    await page.keyboard.press('Enter');
    await dialog().getByText('Attempt 1', { exact: true }).waitFor();
    expect(new URL(page.url()).searchParams.get('delivery')).not.toBeNull();
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });

    expect(new URL(page.url()).searchParams.get('delivery')).toBeNull();
    await page.waitForFunction('document.activeElement.tagName === "A"');
    expect(await page.evaluate('document.activeElement.ariaLabel')).toBe(
      await link.getAttribute('aria-label'),
    );
  });

  it('brings what was missed to a webhook that is enabled again', async () => {
    const page = await arrive();
    await page.getByRole('button', { name: 'Disable' }).click();
    await dialog().getByText(webhook.url).waitFor();
    await dialog().getByRole('button', { name: 'Yes, Disable' }).click();
    await toast('Webhook disabled').waitFor();
    await page.getByText('Disabled by an administrator.').waitFor();
    await publish('missed 1', 'missed 2', 'missed 3');
    expect(await page.getByRole('button', { name: 'Send test event' }).isDisabled()).toBe(true);

    await page.getByRole('button', { name: 'Enable' }).click();
    expect(await dialog().getByLabel('Deliver what was missed').isChecked()).toBe(true);
    await dialog().getByLabel('POSTs a second').fill('50');
    await dialog().getByRole('button', { name: 'Enable webhook' }).click();
    await toast('Webhook enabled').waitFor();
    const recovery = page.getByRole('group', { name: 'What was missed is delivered' });
    await recovery.getByText('3 delivered, 0 given up, 0 in the queue').waitFor();
    expect(contentsAt(receiver, path)).toEqual(['missed 1', 'missed 2', 'missed 3']);
  });

  it('resends all that failed since a time', async () => {
    failing.add(path);
    await publish('one', 'two');
    await isListed('failed', 2);
    failing.delete(path);
    const page = await arrive();
    await page.getByRole('button', { name: 'Resend failed' }).click();
    await dialog().getByRole('button', { name: 'Resend', exact: true }).click();

    await toast('2 deliveries are resent').waitFor();
    await page.getByRole('group', { name: 'What failed was resent' }).waitFor();
    await rowOf('Delivered').nth(1).waitFor();
    expect(contentsAt(receiver, path).slice(-2).toSorted()).toEqual(['one', 'two']);
  });

  it('sends a test event and tells its outcome', async () => {
    failing.add(path);
    const page = await arrive();
    await page.getByRole('button', { name: 'Send test event' }).click();
    await dialog().getByLabel('Event').selectOption('contact_created');
    await dialog().getByRole('button', { name: 'Send', exact: true }).click();
    await dialog().getByText('Answered 500 after').waitFor();

    failing.delete(path);
    await dialog().getByRole('button', { name: 'Send another' }).click();
    await dialog().getByText('Answered 200 after').waitFor();
    await dialog().getByRole('link', { name: 'Open the delivery' }).click();
    await dialog().getByText('contact_created', { exact: true }).waitFor();
    await dialog().getByText('Attempt 1', { exact: true }).waitFor();
    expect(postsAt(receiver, path).map((post) => payloadOf(post).event)).toContain(
      'contact_created',
    );
  });

  it('reveals and rotates the secret', async () => {
    const page = await arrive();
    await page.getByRole('link', { name: 'Secret' }).click();
    const secret = page.getByLabel('Signing secret');
    expect(await secret.getAttribute('type')).toBe('password');
    await page.getByRole('button', { name: 'Reveal' }).click();
    expect(await secret.getAttribute('type')).toBe('text');
    expect(await secret.inputValue()).toBe(webhook.secret);

    await page.getByRole('button', { name: 'Rotate' }).click();
    await dialog().getByLabel('Overlap').selectOption('1 hour');
    await dialog().getByRole('button', { name: 'Rotate the secret' }).click();
    await toast('The secret was rotated').waitFor();
    await page.getByText('The secret of before signs as well until').waitFor();
    const [rotated] = await installation.client.webhooks.list();
    expect(rotated!.secret).not.toBe(webhook.secret);
    expect(await secret.inputValue()).toBe(rotated!.secret);
  });

  it('has the history of its changes: who, and what it was', async () => {
    await installation.client.webhooks.update(webhook.id, { name: 'CRM', rate_limit: 5 });
    const page = await arrive();
    await page.getByRole('link', { name: 'History' }).click();
    const update = page.getByRole('row').filter({ hasText: 'Settings changed' });
    await update.getByRole('cell', { name: 'Administrator' }).waitFor();
    await update.getByText('POSTs a second: none → 5', { exact: true }).waitFor();
    expect(await update.getByText('→').count()).toBe(1);

    await installation.client.webhooks.disable(webhook.id);
    await page.getByRole('row').filter({ hasText: 'Disabled by an administrator' }).waitFor();
  });

  it('says so where there is no such webhook', async () => {
    const page = await arrive();
    await page.goto('/settings/integrations/webhooks/4711');
    await page.getByText('There is no such webhook in this account.').waitFor();
    expect(await page.getByRole('button', { name: 'Disable' }).count()).toBe(0);
  });

  const eachView = async (look: (name: string) => Promise<void>) => {
    const { page } = visitor;
    await rowOrCard().first().waitFor();
    await look('deliveries');
    await openDelivery();
    await dialog().getByText('Attempt 2', { exact: true }).waitFor();
    for (const label of ['Request headers', 'Response headers']) {
      await dialog().getByRole('button', { name: label }).first().click();
    }
    await look('a delivery');
    await page.keyboard.press('Escape');
    for (const [button, name] of [
      ['Send test event', 'a test event'],
      ['Resend failed', 'a resend'],
      ['Disable', 'the question before it is disabled'],
    ] as const) {
      await page.getByRole('button', { name: button }).click();
      await dialog().getByRole('button').last().waitFor();
      await look(name);
      await page.keyboard.press('Escape');
      await dialog().waitFor({ state: 'detached' });
    }
    await page.getByRole('link', { name: 'Secret' }).click();
    await page.getByRole('button', { name: 'Rotate' }).waitFor();
    await look('the secret');
    await page.getByRole('link', { name: 'History' }).click();
    await page.getByRole('cell', { name: 'Created', exact: true }).waitFor();
    await look('the history');
  };
  const rowOrCard = () => visitor.page.getByRole('link', { name: 'message_created, delivery' });

  it.each(['light', 'dark'] as const)('is for everybody, %s', async (colorScheme) => {
    failing.add(path);
    await publish('Hi');
    await isListed('failed');
    await arrive({ colorScheme });
    const found: object[] = [];
    await eachView(async (name) => {
      for (const violation of await violationsOn(visitor.page)) found.push({ name, violation });
    });

    expect(found).toEqual([]);
  });

  it('fits a phone', async () => {
    failing.add(path);
    await publish('A'.repeat(200));
    await isListed('failed');
    const page = await arrive({ width: PHONE_WIDTH });
    const tooWide: string[] = [];
    await eachView(async (name) => {
      const width = await page.evaluate<number>('document.documentElement.scrollWidth');
      if (width > PHONE_WIDTH) tooWide.push(`${name}: ${width}`);
    });

    expect(tooWide).toEqual([]);
  });
});

describe('The page of a webhook whose endpoint keeps failing', () => {
  const receiver = new Receiver(() => 503);
  let installation: Installation;
  let browser: Browser;

  beforeAll(async () => {
    await receiver.start();
    [installation, browser] = await Promise.all([
      startInstallation({ RETRY_SCHEDULE: '7200' }),
      startBrowser(),
    ]);
  });
  afterAll(async () => {
    await browser.close();
    await installation.remove();
    await receiver.stop();
  });

  it('tells what waits, until when, and that the endpoint is spared', async () => {
    const { client, server } = installation;
    const { conversationId } = await openConversation(client);
    const webhook = await client.webhooks.create({
      url: receiver.url,
      subscriptions: ['message_created'],
    });
    const visitor = await Visitor.arrive(browser, server.url);
    const { page } = visitor;
    await page.goto(`/settings/integrations/webhooks/${webhook.id}`);
    await visitor.signIn(ADMINISTRATOR.email, ADMINISTRATOR.password);
    const figure = (name: string) => page.getByRole('term').filter({ hasText: name }).locator('..');
    await figure('Circuit').getByText('Closed').waitFor();
    for (let count = 1; count <= FAILURES_TO_OPEN; count += 1) {
      await client.messages.create(conversationId, { content: `message ${count}` });
    }

    await figure('Pending').getByText(String(FAILURES_TO_OPEN), { exact: true }).waitFor();
    await figure('Next retry')
      .getByText(/^in \d (hour|minute)/)
      .waitFor();
    await figure('Circuit').getByText('Open').waitFor();
    await figure('Success rate').getByText('0 %', { exact: true }).waitFor();
    await page.getByText('The circuit is open').waitFor();
    expect(await violationsOn(page)).toEqual([]);

    await page.getByRole('link', { name: 'message_created, delivery' }).first().click();
    const drawer = page.getByRole('dialog');
    await drawer.getByText('Next attempt').waitFor();
    expect(await drawer.getByText('Pending', { exact: true }).count()).toBe(1);
    await visitor.leave();
  });
});

/** Of a column of rows whose cells stand apart by tabs. */
function sumOf(rows: readonly string[], column: number): number {
  return rows.reduce((sum, row) => sum + Number(row.split('\t')[column]), 0);
}
