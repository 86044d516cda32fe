import { Receiver } from '@app/harness';
import type { Browser } from 'playwright-core';
import { Installation, openConversation } from '../support/installation';
import { ADMINISTRATOR, startInstallation } from './support/dashboard-installation';
import { violationsOn } from './support/violations';
import { startBrowser, Visitor } from './support/visitor';

/** In a row, of whatever delivery. */
const FAILURES_TO_OPEN = 5;

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
