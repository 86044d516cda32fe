import { HooryApiError } from '@app/client';
import type { Browser } from 'playwright-core';
import { Installation } from '../support/installation';
import {
  addUser,
  ADMINISTRATOR,
  platformOf,
  startInstallation,
} from './support/dashboard-installation';
import { startBrowser, Visitor } from './support/visitor';

describe('Who may see what', () => {
  let installation: Installation;
  let browser: Browser;
  let visitor: Visitor;

  beforeAll(async () => {
    [installation, browser] = await Promise.all([startInstallation(), startBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await installation.remove();
  });
  beforeEach(async () => {
    visitor = await Visitor.arrive(browser, installation.server.url);
  });
  afterEach(() => visitor.leave());

  it('is nothing to those with a wrong password, and the page asked for to the others', async () => {
    const { page } = visitor;
    await page.goto('/access-tokens');
    await visitor.signIn(ADMINISTRATOR.email, 'a wrong pass-phrase');
    await page.getByText('Invalid e-mail or password').waitFor();
    await visitor.signIn(ADMINISTRATOR.email, ADMINISTRATOR.password);
    await page.getByRole('heading', { name: 'Access tokens' }).waitFor();
    expect(visitor.path).toBe('/access-tokens');
  });

  it('keeps agents from the webhooks', async () => {
    const agent = await addUser(installation, { email: 'bob@example.com', role: 'agent' });
    const { page } = visitor;
    await page.goto('/settings/integrations/webhooks');
    await visitor.signIn(agent.email, agent.password);
    await page.getByText('Webhooks are set up by the administrators of an account.').waitFor();
    await page.getByRole('link', { name: 'Access tokens' }).waitFor();
    expect(await page.getByRole('link', { name: 'Integrations' }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Add new webhook' }).count()).toBe(0);
  });

  it('is one account at a time for those who are in several', async () => {
    const both = await addUser(installation, { email: 'cleo@example.com', role: 'administrator' });
    const platform = platformOf(installation);
    const other = await platform.accounts.create({ name: 'The other account' });
    const users = await platform.accountUsers.list(1);
    const { user_id } = users.at(-1)!;
    await platform.accountUsers.set(other.id, { user_id, role: 'administrator' });
    await installation.client.webhooks.create({ url: 'https://example.com/of-the-first' });

    const { page } = visitor;
    await page.goto('/settings/integrations/webhooks');
    await visitor.signIn(both.email, both.password);
    await page.getByText('https://example.com/of-the-first').waitFor();
    await page.getByLabel('Account').selectOption('The other account');
    await page.getByRole('link', { name: 'Configure' }).click();
    const none = page.getByText('There are no webhooks configured for this account.');
    await none.waitFor();
    await page.reload();
    await none.waitFor();
    expect(await page.getByLabel('Account').inputValue()).toBe(String(other.id));
  });

  it('goes for programs by tokens, until they are revoked', async () => {
    const { page } = visitor;
    await page.goto('/access-tokens');
    await visitor.signIn(ADMINISTRATOR.email, ADMINISTRATOR.password);
    await page.getByRole('button', { name: 'Make access token' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('CRM export');
    await dialog.getByRole('button', { name: 'Make access token' }).click();
    const token = await dialog.getByLabel('Access token', { exact: true }).inputValue();
    await dialog.getByRole('button', { name: 'Done' }).click();
    const program = installation.clientOf(1, token);
    expect(await program.profile.find()).toMatchObject({ email: ADMINISTRATOR.email });

    const revoke = page.getByRole('button', { name: 'Revoke CRM export' });
    await revoke.click();
    await page.getByRole('button', { name: 'Yes, Revoke' }).click();
    await page.getByRole('alert').filter({ hasText: 'Access token revoked' }).waitFor();
    await revoke.waitFor({ state: 'detached' });
    await expect(program.profile.find()).rejects.toEqual(
      new HooryApiError(401, 'Invalid Access Token'),
    );
  });
});
