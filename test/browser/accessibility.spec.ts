import type { Browser, Page } from 'playwright-core';
import { Installation } from '../support/installation';
import { ADMINISTRATOR, startInstallation } from './support/dashboard-installation';
import { violationsOn } from './support/violations';
import { startBrowser, Visitor, type VisitorOptions } from './support/visitor';

const PHONE_WIDTH = 360;
const LONG_URL = `https://example.com/${'a-path-that-goes-on/'.repeat(8)}`;

/** A page, and what has to be seen before it is all there. */
type Place = readonly [name: string, show: (page: Page) => Promise<void>];

const PLACES: readonly Place[] = [
  [
    'the integrations',
    async (page) => {
      await page.goto('/settings/integrations');
      await page.getByRole('link', { name: 'Configure' }).waitFor();
    },
  ],
  [
    'the webhooks',
    async (page) => {
      await page.goto('/settings/integrations/webhooks');
      await page.getByText(LONG_URL).waitFor();
    },
  ],
  [
    'the form of a new webhook',
    async (page) => {
      await page.goto('/settings/integrations/webhooks');
      await page.getByRole('button', { name: 'Add new webhook' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('checkbox').first().waitFor();
      await dialog.getByRole('button', { name: 'Advanced' }).click();
      await dialog.getByLabel('Webhook URL').fill('wrong');
      await dialog.getByLabel('Webhook name').focus();
      await dialog.getByText('Please enter a valid URL').waitFor();
    },
  ],
  [
    'the form of a webhook there is',
    async (page) => {
      await page.goto('/settings/integrations/webhooks');
      await page.getByRole('button', { name: 'Edit https' }).click();
      await page.getByRole('dialog').getByRole('checkbox').first().waitFor();
    },
  ],
  [
    'the question before a webhook is deleted',
    async (page) => {
      await page.goto('/settings/integrations/webhooks');
      await page.getByRole('button', { name: 'Delete https' }).click();
      await page.getByRole('button', { name: 'Yes, Delete' }).waitFor();
    },
  ],
  [
    'the access tokens',
    async (page) => {
      await page.goto('/access-tokens');
      await page.getByRole('table').waitFor();
    },
  ],
  [
    'no page',
    async (page) => {
      await page.goto('/settings/nothing');
      await page.getByText('Page not found').waitFor();
    },
  ],
  [
    'the sign-in page',
    async (page) => {
      await page.context().clearCookies();
      await page.goto('/');
      await page.getByLabel('E-mail').waitFor();
    },
  ],
];

describe('Every page', () => {
  let installation: Installation;
  let browser: Browser;

  beforeAll(async () => {
    [installation, browser] = await Promise.all([startInstallation(), startBrowser()]);
    await installation.client.webhooks.create({
      url: LONG_URL,
      name: 'A name of some length, as people give to their things',
    });
  });
  afterAll(async () => {
    await browser.close();
    await installation.remove();
  });

  const visitEach = async (
    options: VisitorOptions,
    look: (page: Page, name: string) => Promise<void>,
  ) => {
    const visitor = await Visitor.arrive(browser, installation.server.url, options);
    const { page } = visitor;
    // Nothing is looked at half faded in.
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto('/');
    await visitor.signIn(ADMINISTRATOR.email, ADMINISTRATOR.password);
    await page.getByRole('link', { name: 'Configure' }).waitFor();
    for (const [name, show] of PLACES) {
      await show(page);
      await look(page, name);
    }
    await visitor.leave();
  };

  it.each(['light', 'dark'] as const)('is for everybody, %s', async (colorScheme) => {
    const found: object[] = [];
    await visitEach({ colorScheme }, async (page, name) => {
      for (const violation of await violationsOn(page)) found.push({ name, violation });
    });

    expect(found).toEqual([]);
  });

  it('fits a phone', async () => {
    const tooWide: string[] = [];
    await visitEach({ width: PHONE_WIDTH }, async (page, name) => {
      const width = await page.evaluate<number>('document.documentElement.scrollWidth');
      if (width > PHONE_WIDTH) tooWide.push(`${name}: ${width}`);
    });

    expect(tooWide).toEqual([]);
  });

  it('has its navigation behind a button on a phone', async () => {
    const visitor = await Visitor.arrive(browser, installation.server.url, { width: PHONE_WIDTH });
    const { page } = visitor;
    await page.goto('/');
    await visitor.signIn(ADMINISTRATOR.email, ADMINISTRATOR.password);
    await page.getByRole('button', { name: 'Open navigation' }).click();
    await page.getByRole('link', { name: 'Access tokens' }).click();
    await page.getByRole('heading', { name: 'Access tokens' }).waitFor();
    await page.getByRole('button', { name: 'Open navigation' }).waitFor();
    expect(visitor.path).toBe('/access-tokens');
    await visitor.leave();
  });

  it('is light or dark as was chosen last', async () => {
    const visitor = await Visitor.arrive(browser, installation.server.url);
    const { page } = visitor;
    await page.goto('/');
    await visitor.signIn(ADMINISTRATOR.email, ADMINISTRATOR.password);
    await page.getByRole('button', { name: 'Use the dark theme' }).click();
    await page.reload();
    await page.getByRole('button', { name: 'Use the light theme' }).waitFor();
    expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
    await visitor.leave();
  });
});
