import type { Webhook } from '@app/client';
import { Receiver, waitUntil, type ReceivedPost } from '@app/harness';
import type { Browser } from 'playwright-core';
import { type Installation, openConversation } from '../support/installation';
import { contentOf, postsAt } from '../support/posts';
import { ADMINISTRATOR, startInstallation } from './support/dashboard-installation';
import { GOOD_LOOKS, looksOf } from './support/looks';
import { startBrowser, Visitor } from './support/visitor';

const CONTENTS = Array.from({ length: 30 }, (_, n) => `message ${n}`);

describe('A replay', () => {
  const receiver = new Receiver();
  let installation: Installation;
  let browser: Browser;
  let visitor: Visitor;
  let webhook: Webhook;
  let conversationId: number;

  beforeAll(async () => {
    await receiver.start();
    [installation, browser] = await Promise.all([startInstallation(), startBrowser()]);
    ({ conversationId } = await openConversation(installation.client));
    for (const content of CONTENTS) {
      await installation.client.messages.create(conversationId, { content });
    }
  });
  afterAll(async () => {
    await browser.close();
    await installation.remove();
    await receiver.stop();
  });
  beforeEach(async () => {
    webhook = await installation.client.webhooks.create({
      url: `${receiver.url}/${Math.random()}`,
      subscriptions: ['message_created'],
    });
    visitor = await Visitor.arrive(browser, installation.server.url);
    await visitor.page.goto(`/settings/integrations/webhooks/${webhook.id}/replays`);
    await visitor.signIn(ADMINISTRATOR.email, ADMINISTRATOR.password);
    await visitor.page.getByText('Nothing has been replayed to this webhook.').waitFor();
  });
  afterEach(async () => {
    await installation.client.webhooks.delete(webhook.id);
    await visitor.leave();
  });

  const dialog = () => visitor.page.getByRole('dialog');
  const posts = (): ReceivedPost[] => postsAt(receiver, new URL(webhook.url).pathname);
  const only = async () => {
    const [replay] = await installation.client.replays.list(webhook.id);
    return replay!;
  };
  const act = (name: string) => visitor.page.getByRole('button', { name }).click();
  const seeState = (state: string) =>
    visitor.page.getByRole('status').getByText(state, { exact: true }).waitFor();
  const start = async (rate: string) => {
    await visitor.page.getByRole('button', { name: 'Replay', exact: true }).click();
    await dialog().getByLabel('POSTs a second').fill(rate);
    await dialog().getByRole('button', { name: 'Count' }).click();
    await dialog().getByText('30 POSTs would be sent.').waitFor();
    await dialog().getByRole('button', { name: 'Start replay' }).click();
    await dialog().waitFor({ state: 'detached' });
  };

  it('is counted before it starts, and watched to its end', async () => {
    const { page } = visitor;
    await page.getByRole('button', { name: 'Replay', exact: true }).click();
    const begin = dialog().getByRole('button', { name: 'Start replay' });
    expect(await begin.isDisabled()).toBe(true);
    await dialog().getByRole('checkbox', { name: 'Message deleted' }).check();
    await dialog().getByRole('button', { name: 'Count' }).click();
    await dialog().getByText('There is nothing to send.').waitFor();
    expect(await begin.isDisabled()).toBe(true);

    await dialog().getByRole('checkbox', { name: 'Message deleted' }).uncheck();
    await dialog().getByText('There is nothing to send.').waitFor({ state: 'detached' });
    await dialog().getByLabel('What has never been delivered').check();
    await dialog().getByLabel('Conversation', { exact: true }).fill(String(conversationId));
    await dialog().getByRole('button', { name: 'Count' }).click();
    await dialog().getByText('30 POSTs would be sent.').waitFor();
    expect(posts()).toEqual([]);
    expect(await looksOf(page)).toEqual(GOOD_LOOKS);
    await dialog().getByLabel('POSTs a second').fill('10');
    await begin.click();

    await page.getByRole('progressbar').waitFor();
    await page.getByText(/a second now/).waitFor();
    await seeState('Completed');
    expect(posts().map(contentOf)).toEqual(CONTENTS);
    const { id, ...replay } = await only();
    expect(replay).toMatchObject({
      which: 'missing',
      events: null,
      conversation_id: conversationId,
      rate: 10,
    });
    expect(posts()[0]!.headers['webhook-replay']).toBe(String(id));
    await page.getByText('30 POSTs delivered').waitFor();
  });

  it('takes a range of time', async () => {
    const { page } = visitor;
    await page.getByRole('button', { name: 'Replay', exact: true }).click();
    await dialog().getByLabel('From', { exact: true }).selectOption('A time');
    await dialog().getByRole('button', { name: 'Count' }).click();
    await dialog().getByText('Please enter a time').waitFor();
    await dialog().getByLabel('From the time').fill('2020-01-01T00:00:00');
    await dialog().getByLabel('To', { exact: true }).selectOption('A time');
    await dialog().getByLabel('To the time').fill('2020-01-02T00:00:00');
    await dialog().getByRole('button', { name: 'Count' }).click();
    await dialog().getByText('There is nothing to send.').waitFor();
    await dialog().getByLabel('To', { exact: true }).selectOption('Now');
    await dialog().getByRole('button', { name: 'Count' }).click();
    await dialog().getByText('30 POSTs would be sent.').waitFor();
    expect(posts()).toEqual([]);
  });

  it('is paused, given another rate and resumed', async () => {
    await start('2');
    await waitUntil('its first POST', () => posts().length > 0);
    await act('Pause');
    await seeState('Paused');
    await waitUntil('what was under way', async () => (await only()).counts.remaining === 0);
    expect(posts().length).toBeLessThan(CONTENTS.length);
    expect(await looksOf(visitor.page)).toEqual(GOOD_LOOKS);

    await act('Change rate');
    await dialog().getByLabel('POSTs a second').fill('1000');
    await dialog().getByRole('button', { name: 'Change rate' }).click();
    await dialog().waitFor({ state: 'detached' });
    await visitor.page.getByText(/At most 1,000 POSTs a second/).waitFor();
    await act('Resume');
    await seeState('Completed');
    expect(posts().map(contentOf)).toEqual(CONTENTS);
  });

  it('is cancelled for those who mean it', async () => {
    await start('1');
    await act('Cancel replay');
    await dialog().getByRole('button', { name: 'No, Go on' }).click();
    await dialog().waitFor({ state: 'detached' });
    expect((await only()).state).toBe('running');

    await act('Cancel replay');
    await dialog().getByRole('button', { name: 'Yes, Cancel it' }).click();
    await seeState('Cancelled');
    await waitUntil('what was under way', async () => (await only()).counts.remaining === 0);
    expect(posts().length).toBeLessThan(CONTENTS.length);
  });
});
