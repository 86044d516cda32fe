import { ACCESS_TOKEN } from '@app/harness';
import type { Browser } from 'playwright-core';
import { Installation } from '../support/installation';
import { ADMINISTRATOR } from './support/dashboard-installation';
import { startBrowser, Visitor } from './support/visitor';

describe('The first run', () => {
  let installation: Installation;
  let browser: Browser;
  let visitor: Visitor;

  beforeAll(async () => {
    [installation, browser] = await Promise.all([Installation.start(), startBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await installation.remove();
  });
  beforeEach(async () => {
    visitor = await Visitor.arrive(browser, installation.server.url);
  });
  afterEach(() => visitor.leave());

  it('lets in whoever has the token of the first start, and then by their password', async () => {
    const { page } = visitor;
    const begin = async (accessToken: string) => {
      await page.getByLabel('Access token of the administrator').fill(accessToken);
      await page.getByLabel('Your name').fill('Ann');
      await page.getByLabel('E-mail').fill(ADMINISTRATOR.email);
      await page.getByLabel('Password', { exact: true }).fill(ADMINISTRATOR.password);
      await page.getByRole('button', { name: 'Begin' }).click();
    };
    await page.goto('/first-run');
    await begin('not-the-token-of-this-server');
    await page.getByRole('alert').filter({ hasText: 'Not set up' }).waitFor();
    await begin(ACCESS_TOKEN);
    await page.getByRole('heading', { name: 'Integrations' }).waitFor();
    await page.getByRole('button', { name: 'Ann' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await visitor.signIn(ADMINISTRATOR.email, ADMINISTRATOR.password);
    await page.getByRole('heading', { name: 'Integrations' }).waitFor();

    expect(visitor.path).toBe('/settings/integrations');
  });
});
