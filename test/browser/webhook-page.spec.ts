import { execute } from '../support/database';
import { contentsAt, postsAt } from '../support/posts';
import { WebhookScene } from './support/webhook-scene';

describe("A webhook's page", () => {
  const scene = new WebhookScene();
  beforeAll(() => scene.start());
  afterAll(() => scene.stop());
  beforeEach(() => scene.begin());
  afterEach(() => scene.end());

  it('shows what fails as it happens, why, and that it arrives when it is resent', async () => {
    const page = await scene.arrive();
    await page.getByText('Nothing has been delivered yet.').waitFor();
    scene.setFailing(true);
    await scene.publish('Hi');
    await scene.rows('Failed').getByText('500').waitFor();

    await scene.openDelivery();
    await scene.dialog().getByText('Attempt 2', { exact: true }).waitFor();
    expect(await scene.dialog().getByRole('listitem').count()).toBe(2);
    expect(
      await scene.dialog().getByRole('region', { name: 'Request body' }).innerText(),
    ).toContain('"content": "Hi"');
    await scene.dialog().getByRole('button', { name: 'Request headers' }).first().click();
    const headers = scene.dialog().getByRole('table', { name: 'Request headers' });
    expect(await headers.innerText()).toContain(
      String(postsAt(scene.receiver, scene.path)[1]!.headers['webhook-signature']),
    );

    scene.setFailing(false);
    await scene.dialog().getByRole('button', { name: 'Resend', exact: true }).click();
    await scene.toast('The delivery is sent again').waitFor();
    await scene.dialog().getByText('Attempt 3', { exact: true }).waitFor();
    await scene.dialog().getByText('Delivered', { exact: true }).waitFor();
    expect(contentsAt(scene.receiver, scene.path)).toEqual(['Hi', 'Hi', 'Hi']);
  });

  it('says of a delivery whose attempts are kept no longer that there are none', async () => {
    await scene.publish('Hi');
    await scene.untilListed('delivered');
    await execute(scene.installation.databaseUrl, 'DELETE FROM attempts');
    await scene.arrive();

    await scene.rows('Delivered').getByText('None on record').waitFor();
    await scene.openDelivery();

    await scene.dialog().getByText('No attempt is on record.').waitFor();
    expect(await scene.dialog().getByRole('listitem').count()).toBe(0);
    expect(await scene.dialog().getByText('Delivered', { exact: true }).count()).toBe(1);
  });

  it('tells at a glance how the webhook does, to those as well who do not see the chart', async () => {
    const page = await scene.arrive();
    await page.getByText('Nothing was attempted in the last 24 hours.').waitFor();
    await scene.publish('one');
    await scene.untilListed('delivered');
    scene.setFailing(true);
    await scene.publish('two');
    await scene.untilListed('failed');

    const health = page.getByRole('region', { name: 'The last 24 hours' });
    await health.getByText('33.3 %').waitFor();
    const table = health.getByRole('table', { name: 'Attempts by outcome, hour by hour' });
    const hours = await table.getByRole('row').allInnerTexts();
    expect(hours).toHaveLength(25);
    expect(sumOf(hours.slice(1), 1)).toBe(1);
    expect(sumOf(hours.slice(1), 2)).toBe(2);
  });

  it('gives a delivery as curl to the clipboard', async () => {
    await scene.publish('Hi');
    await scene.untilListed('delivered');
    const page = await scene.arrive();
    await scene.visitor.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await scene.openDelivery();
    await scene.dialog().getByRole('button', { name: 'Copy as curl' }).click();
    await scene.dialog().getByRole('button', { name: 'Copied' }).waitFor();

    const command = await page.evaluate<string>('navigator.clipboard.readText()');
    const [post] = postsAt(scene.receiver, scene.path);
    expect(command).toContain(`curl '${scene.webhook.url}'`);
    expect(command).toContain(`webhook-signature: ${String(post!.headers['webhook-signature'])}`);
    expect(command).toContain(`--data-raw '${post!.rawBody.toString()}'`);
  });

  it('shows the same deliveries and the same drawer after a reload', async () => {
    await scene.publish('one');
    await scene.untilListed('delivered');
    scene.setFailing(true);
    await scene.publish('two');
    await scene.untilListed('failed');
    const page = await scene.arrive();
    await scene.rows('Delivered').waitFor();
    await page.getByLabel('Status', { exact: true }).selectOption('Failed');
    await page.getByLabel('Conversation').fill(String(scene.conversationId));
    await page.getByLabel('Conversation').press('Enter');
    await scene.rows('Delivered').waitFor({ state: 'detached' });
    await scene.openDelivery();
    await scene.dialog().getByText('Attempt 2', { exact: true }).waitFor();

    await page.reload();
    await scene.dialog().getByText('Attempt 2', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await scene.dialog().waitFor({ state: 'detached' });
    expect(await page.getByLabel('Status', { exact: true }).inputValue()).toBe('failed');
    expect(await page.getByLabel('Conversation').inputValue()).toBe(String(scene.conversationId));
    expect(await scene.rows('Failed').count()).toBe(1);
    expect(await scene.rows('Delivered').count()).toBe(0);

    await page.getByRole('button', { name: 'Clear filters' }).click();
    await scene.rows('Delivered').waitFor();
    expect(new URL(page.url()).search).toBe('');
  });

  it('pages to what is older, and back to the newest', async () => {
    await scene.publish(...Array.from({ length: 26 }, (_, index) => `message ${index}`));
    await scene.untilListed('delivered', 25);
    const page = await scene.arrive();
    await page.getByRole('button', { name: 'Older' }).click();
    await scene.rows('Delivered').nth(1).waitFor({ state: 'detached' });
    expect(await scene.rows('Delivered').count()).toBe(1);
    await page.getByRole('button', { name: 'Newest' }).click();
    await scene.rows('Delivered').nth(24).waitFor();
  });

  it('opens and closes a delivery by keyboard, and goes on where one was', async () => {
    await scene.publish('Hi');
    await scene.untilListed('delivered');
    const page = await scene.arrive();
    const link = scene.links();
    await link.focus();
    await page.keyboard.press('Enter');
    await scene.dialog().getByText('Attempt 1', { exact: true }).waitFor();
    expect(new URL(page.url()).searchParams.get('delivery')).not.toBeNull();
    await page.keyboard.press('Escape');
    await scene.dialog().waitFor({ state: 'detached' });

    expect(new URL(page.url()).searchParams.get('delivery')).toBeNull();
    await page.waitForFunction('document.activeElement.tagName === "A"');
    expect(await page.evaluate('document.activeElement.ariaLabel')).toBe(
      await link.getAttribute('aria-label'),
    );
  });

  it('says so where there is no such webhook', async () => {
    const page = await scene.arrive();
    await page.goto('/settings/integrations/webhooks/4711');
    await page.getByText('There is no such webhook in this account.').waitFor();
    expect(await page.getByRole('button', { name: 'Disable' }).count()).toBe(0);
  });
});

/** Of a column of rows whose cells stand apart by tabs. */
function sumOf(rows: readonly string[], column: number): number {
  return rows.reduce((sum, row) => sum + Number(row.split('\t')[column]), 0);
}
