import { waitUntil } from '@app/harness';
import type { Page } from 'playwright-core';
import { violationsOn } from './support/violations';
import { WebhookScene } from './support/webhook-scene';

const PHONE_WIDTH = 360;

describe("Each part of a webhook's page", () => {
  const scene = new WebhookScene();
  beforeAll(() => scene.start());
  afterAll(() => scene.stop());
  beforeEach(() => scene.begin());
  afterEach(() => scene.end());

  const eachView = async (look: (name: string) => Promise<void>) => {
    const { page } = scene;
    await scene.links().first().waitFor();
    await look('deliveries');
    await scene.openDelivery();
    await scene.dialog().getByText('Attempt 2', { exact: true }).waitFor();
    for (const label of ['Request headers', 'Response headers']) {
      await scene.dialog().getByRole('button', { name: label }).first().click();
    }
    await look('a delivery');
    await page.keyboard.press('Escape');
    for (const [button, name] of [
      ['Send test event', 'a test event'],
      ['Resend failed', 'a resend'],
      ['Disable', 'the question before it is disabled'],
    ] as const) {
      await page.getByRole('button', { name: button }).click();
      await scene.dialog().getByRole('button').last().waitFor();
      await look(name);
      await page.keyboard.press('Escape');
      await scene.dialog().waitFor({ state: 'detached' });
    }
    await page.getByRole('link', { name: 'Replays' }).click();
    await page.getByRole('heading', { name: 'Replays' }).waitFor();
    await look('the replays');
    await page.getByRole('link', { name: 'Secret' }).click();
    await page.getByRole('button', { name: 'Rotate' }).waitFor();
    await look('the secret');
    await page.getByRole('link', { name: 'History' }).click();
    await page.getByRole('cell', { name: 'Created', exact: true }).waitFor();
    await look('the history');
  };

  it.each(['light', 'dark'] as const)('is for everybody, %s', async (colorScheme) => {
    scene.setFailing(true);
    await scene.publish('Hi');
    await scene.untilListed('failed');
    await scene.arrive({ colorScheme });
    const found: object[] = [];
    await eachView(async (name) => {
      for (const violation of await violationsOn(scene.page)) found.push({ name, violation });
    });

    expect(found).toEqual([]);
  });

  it('fits a phone', async () => {
    scene.setFailing(true);
    await scene.publish('A'.repeat(200));
    await scene.untilListed('failed');
    const page = await scene.arrive({ width: PHONE_WIDTH });
    const tooWide: string[] = [];
    await eachView(async (name) => {
      const width = await widthOf(page);
      if (width > PHONE_WIDTH) tooWide.push(`${name}: ${width}`);
    });

    expect(tooWide).toEqual([]);
  });

  it('fits a window that becomes narrow', async () => {
    await scene.publish('Hi');
    await scene.untilListed('delivered');
    const page = await scene.arrive();
    await scene.rows('Delivered').waitFor();
    await page.setViewportSize({ width: PHONE_WIDTH, height: 800 });
    await page.getByRole('button', { name: 'Filter the deliveries' }).waitFor();

    await waitUntil('the page to fit', async () => (await widthOf(page)) <= PHONE_WIDTH);
    expect(await scene.links().count()).toBe(1);
  });
});

function widthOf(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth');
}
