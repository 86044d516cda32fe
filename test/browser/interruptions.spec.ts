import type { Browser, Page } from 'playwright-core';
import { Installation } from '../support/installation';
import { freePort } from '../support/postgres/free-port';
import { ADMINISTRATOR, startInstallation } from './support/dashboard-installation';
import { startBrowser, Visitor } from './support/visitor';

const TYPED = { url: 'https://example.com/typed', event: true };

const form = (page: Page) => page.getByRole('dialog', { name: 'Add new webhook' });

describe('What was typed', () => {
  let installation: Installation;
  let browser: Browser;
  let visitor: Visitor;

  beforeAll(async () => {
    const port = String(await freePort());
    [installation, browser] = await Promise.all([
      startInstallation({ PORT: port }),
      startBrowser(),
    ]);
  });
  afterAll(async () => {
    await browser.close();
    await installation.remove();
  });
  beforeEach(async () => {
    visitor = await Visitor.arrive(browser, installation.server.url);
    const { page } = visitor;
    await page.goto('/settings/integrations/webhooks');
    await visitor.signIn(ADMINISTRATOR.email, ADMINISTRATOR.password);
    await page.getByRole('button', { name: 'Add new webhook' }).click();
    await form(page).getByLabel('Webhook URL').fill(TYPED.url);
    await form(page).getByLabel('Message created (message_created)').check();
  });
  afterEach(async () => {
    for (const { id } of await installation.client.webhooks.list()) {
      await installation.client.webhooks.delete(id);
    }
    await visitor.leave();
  });

  const create = () => form(visitor.page).getByRole('button', { name: 'Create webhook' }).click();
  const typed = async () => ({
    url: await form(visitor.page).getByLabel('Webhook URL').inputValue(),
    event: await form(visitor.page).getByLabel('Message created (message_created)').isChecked(),
  });
  const created = async () => {
    await visitor.page.getByRole('dialog', { name: 'Webhook created' }).waitFor();
    return (await installation.client.webhooks.list()).map(({ url }) => url);
  };

  it('is kept while the server is away, and can be sent once it is back', async () => {
    const banner = visitor.page.getByText('The server cannot be reached, trying again.');
    await installation.server.stop();
    await create();
    await banner.waitFor();
    expect(await typed()).toEqual(TYPED);

    await installation.startServer();
    await banner.waitFor({ state: 'detached' });
    expect(await typed()).toEqual(TYPED);
    await create();
    expect(await created()).toEqual([TYPED.url]);
  });

  it('is not done twice where the answer to the first time was lost', async () => {
    const { page } = visitor;
    await page.route('**/api/v1/accounts/1/webhooks', async (route) => {
      if (route.request().method() !== 'POST') return route.fallback();
      await route.fetch();
      return route.abort('connectionreset');
    });
    const lost = page.waitForEvent('requestfailed');
    await create();
    await lost;
    expect(await typed()).toEqual(TYPED);

    await page.unrouteAll();
    await create();
    expect(await created()).toEqual([TYPED.url]);
  });

  it('is kept when the session ends, and can be sent after signing in', async () => {
    const { page, context } = visitor;
    const otherTab = await context.newPage();
    await otherTab.goto('/');
    await otherTab.getByRole('button', { name: 'Administrator' }).click();
    await otherTab.getByRole('menuitem', { name: 'Sign out' }).click();
    await otherTab.getByRole('heading', { name: 'Sign in' }).waitFor();
    await otherTab.close();

    await create();
    const signIn = page.getByRole('dialog', { name: 'Your session has ended' });
    await signIn.waitFor();
    await page.keyboard.press('Escape');
    await signIn.getByLabel('Password', { exact: true }).fill(ADMINISTRATOR.password);
    await signIn.getByRole('button', { name: 'Sign in' }).click();
    await signIn.waitFor({ state: 'detached' });
    expect(await typed()).toEqual(TYPED);
    await create();
    expect(await created()).toEqual([TYPED.url]);
  });
});
