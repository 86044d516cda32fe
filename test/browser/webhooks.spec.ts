import { Receiver, waitUntil } from '@app/harness';
import type { Browser } from 'playwright-core';
import { Installation, openConversation } from '../support/installation';
import { payloadOf } from '../support/posts';
import { ADMINISTRATOR, startInstallation } from './support/dashboard-installation';
import { startBrowser, Visitor } from './support/visitor';

describe('The settings pages', () => {
  const receiver = new Receiver();
  let installation: Installation;
  let browser: Browser;
  let visitor: Visitor;

  beforeAll(async () => {
    await receiver.start();
    [installation, browser] = await Promise.all([startInstallation(), startBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await installation.remove();
    await receiver.stop();
  });
  beforeEach(async () => {
    visitor = await Visitor.arrive(browser, installation.server.url);
    await visitor.page.goto('/');
    await visitor.signIn(ADMINISTRATOR.email, ADMINISTRATOR.password);
    await visitor.page.getByRole('link', { name: 'Configure' }).click();
  });
  afterEach(async () => {
    for (const { id } of await installation.client.webhooks.list()) {
      await installation.client.webhooks.delete(id);
    }
    await visitor.leave();
  });

  const dialog = () => visitor.page.getByRole('dialog');
  const toast = (text: string) => visitor.page.getByRole('alert').filter({ hasText: text });
  const seeWebhook = async (path: string) => {
    const webhook = await installation.client.webhooks.create({
      url: receiver.url + path,
      name: 'CRM',
      subscriptions: ['message_created', 'contact_created'],
    });
    await visitor.page.reload();
    await visitor.page.getByText(webhook.url, { exact: true }).waitFor();
    return webhook;
  };

  it('lead by three steps to a POST of what happens', async () => {
    const { page } = visitor;
    await page.getByText('There are no webhooks configured for this account.').waitFor();
    await page.getByRole('button', { name: 'Add new webhook' }).click();
    await dialog().getByLabel('Webhook URL').fill(`${receiver.url}/from-the-pages`);
    await dialog().getByLabel('Webhook name').fill('CRM');
    await dialog().getByLabel('Message created (message_created)').check();
    await dialog().getByRole('button', { name: 'Create webhook' }).click();

    await toast('Webhook created').waitFor();
    const [webhook] = await installation.client.webhooks.list();
    expect(webhook).toMatchObject({
      name: 'CRM',
      url: `${receiver.url}/from-the-pages`,
      subscriptions: ['message_created'],
      format: 'hoory',
    });
    expect(await dialog().getByLabel('Secret', { exact: true }).inputValue()).toBe(webhook!.secret);
    await dialog().getByRole('button', { name: 'Done' }).click();
    expect(await page.getByRole('row').nth(1).innerText()).toContain('message_created');

    const { conversationId } = await openConversation(installation.client);
    await installation.client.messages.create(conversationId, {
      content: 'Hi',
      message_type: 'incoming',
    });
    const arrived = () => receiver.posts.filter((post) => post.path === '/from-the-pages');
    await waitUntil('the POST to arrive', () => arrived().length > 0);
    expect(payloadOf(arrived()[0]!)).toMatchObject({ event: 'message_created', content: 'Hi' });
  });

  it('give the secret to the clipboard', async () => {
    const { secret, url } = await seeWebhook('/copied');
    await visitor.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await visitor.page.getByRole('button', { name: `Edit ${url}` }).click();
    await dialog().getByRole('button', { name: 'Copy the secret' }).click();
    await dialog().getByRole('button', { name: 'Copied' }).waitFor();

    expect(await visitor.page.evaluate('navigator.clipboard.readText()')).toBe(secret);
  });

  it('take no webhook without a URL and an event', async () => {
    const { page } = visitor;
    await page.getByRole('button', { name: 'Add new webhook' }).click();
    const create = dialog().getByRole('button', { name: 'Create webhook' });
    const url = dialog().getByLabel('Webhook URL');
    const anEvent = dialog().getByLabel('Contact created (contact_created)');
    await anEvent.waitFor();
    expect(await dialog().getByRole('checkbox', { checked: true }).count()).toBe(0);

    await url.fill('example.com/hooks');
    await url.blur();
    await dialog().getByText('Please enter a valid URL').waitFor();
    await anEvent.check();
    expect(await create.isDisabled()).toBe(true);
    for (const valid of ['http://localhost:3000/x', 'https://10.0.0.1', 'https://intranet/hooks']) {
      await url.fill(valid);
      expect(await create.isEnabled()).toBe(true);
    }
    await anEvent.uncheck();
    expect(await create.isDisabled()).toBe(true);

    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await dialog().waitFor({ state: 'detached' });
    expect(await installation.client.webhooks.list()).toEqual([]);
  });

  it('say what the server has against a webhook, in its words', async () => {
    const { url } = await seeWebhook('/taken');
    await visitor.page.getByRole('button', { name: 'Add new webhook' }).click();
    await dialog().getByLabel('Webhook URL').fill(url);
    await dialog().getByLabel('Message created (message_created)').check();
    await dialog().getByRole('button', { name: 'Create webhook' }).click();

    await toast('The webhook was not created').getByText('Url has already been taken').waitFor();
    await dialog().getByText('Url has already been taken').waitFor();
    expect(await dialog().getByLabel('Webhook URL').inputValue()).toBe(url);
  });

  it('change a webhook from what it is', async () => {
    const { url, secret } = await seeWebhook('/before');
    await visitor.page.getByRole('button', { name: `Edit ${url}` }).click();
    expect(await dialog().getByLabel('Webhook URL').inputValue()).toBe(url);
    expect(await dialog().getByLabel('Webhook name').inputValue()).toBe('CRM');
    const checked = dialog().getByRole('checkbox', { checked: true });
    await checked.first().waitFor();
    expect(await checked.count()).toBe(2);
    expect(await dialog().getByLabel('Secret', { exact: true }).getAttribute('type')).toBe(
      'password',
    );

    await dialog().getByLabel('Webhook URL').fill(`${receiver.url}/after`);
    await dialog().getByLabel('Webhook name').fill('');
    await dialog().getByLabel('Contact created (contact_created)').uncheck();
    await dialog().getByRole('button', { name: 'Advanced' }).click();
    await dialog().getByLabel('Payload format').selectOption('Chatwoot');
    await dialog().getByRole('button', { name: 'Update webhook' }).click();

    await toast('Webhook updated').waitFor();
    await visitor.page.getByText(`${receiver.url}/after`, { exact: true }).waitFor();
    expect(await installation.client.webhooks.list()).toMatchObject([
      {
        url: `${receiver.url}/after`,
        name: null,
        subscriptions: ['message_created'],
        format: 'chatwoot',
        secret,
      },
    ]);
  });

  it('delete a webhook for those who mean it', async () => {
    const { url } = await seeWebhook('/unwanted');
    const remove = visitor.page.getByRole('button', { name: `Delete ${url}` });
    await remove.click();
    await dialog().getByText(url).waitFor();
    await dialog().getByRole('button', { name: 'No, Keep it' }).click();
    await dialog().waitFor({ state: 'detached' });
    expect(await installation.client.webhooks.list()).toHaveLength(1);

    await remove.click();
    await dialog().getByRole('button', { name: 'Yes, Delete' }).click();
    await toast('Webhook deleted').waitFor();
    await visitor.page.getByText('There are no webhooks configured for this account.').waitFor();
    expect(await installation.client.webhooks.list()).toEqual([]);
  });
});
