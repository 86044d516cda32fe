import { mkdir, mkdtemp, readdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { WebhookScene } from './support/webhook-scene';

/** `npm run screenshots` has them where the README looks. */
const folder = process.env['SCREENSHOTS_DIR'];
/** A page that shows nothing takes less. */
const LEAST_BYTES = 10_000;
const CONTENTS = ['Where is my order?', 'It left this morning', 'Thank you!', 'Anything else?'];

describe('The screenshots of the README', () => {
  const scene = new WebhookScene();
  let into: string;

  beforeAll(async () => {
    into = folder ?? (await mkdtemp(join(tmpdir(), 'screenshots-')));
    await mkdir(into, { recursive: true });
    await scene.start();
    await scene.begin();
    await scene.publish(...CONTENTS);
    await scene.untilListed('delivered', CONTENTS.length);
    scene.setFailing(true);
    await scene.publish('Is anybody there?');
    await scene.untilListed('failed');
    scene.setFailing(false);
  });
  afterAll(async () => {
    await scene.end();
    await scene.stop();
  });

  const take = async (page: Page, name: string): Promise<void> => {
    await page.screenshot({ path: join(into, `${name}.png`), animations: 'disabled' });
  };

  it('show a webhook’s page, a delivery and the settings as they are', async () => {
    const page = await scene.arrive();
    await page.setViewportSize({ width: 1280, height: 1_080 });
    await scene
      .rows('Delivered')
      .nth(CONTENTS.length - 1)
      .waitFor();
    await take(page, 'webhook');

    await scene.openDelivery();
    await scene.dialog().getByText('500').first().waitFor();
    await take(page, 'delivery');

    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto('/settings/integrations/webhooks');
    await page.getByRole('button', { name: 'Add new webhook' }).click();
    await scene.dialog().getByLabel('Webhook URL').waitFor();
    await take(page, 'add-webhook-dark');

    const files = await readdir(into);
    expect(files.toSorted()).toEqual(['add-webhook-dark.png', 'delivery.png', 'webhook.png']);
    const sizes = await Promise.all(files.map(async (file) => (await stat(join(into, file))).size));
    expect(Math.min(...sizes)).toBeGreaterThan(LEAST_BYTES);
  });
});
