import { contentsAt, payloadOf, postsAt } from '../support/posts';
import { WebhookScene } from './support/webhook-scene';

describe("What is done on a webhook's page", () => {
  const scene = new WebhookScene();
  beforeAll(() => scene.start());
  afterAll(() => scene.stop());
  beforeEach(() => scene.begin());
  afterEach(() => scene.end());

  it('brings what was missed to a webhook that is enabled again', async () => {
    const page = await scene.arrive();
    await page.getByRole('button', { name: 'Disable' }).click();
    await scene.dialog().getByText(scene.webhook.url).waitFor();
    await scene.dialog().getByRole('button', { name: 'Yes, Disable' }).click();
    await scene.toast('Webhook disabled').waitFor();
    await page.getByText('Disabled by an administrator.').waitFor();
    await scene.publish('missed 1', 'missed 2', 'missed 3');
    expect(await page.getByRole('button', { name: 'Send test event' }).isDisabled()).toBe(true);

    await page.getByRole('button', { name: 'Enable' }).click();
    expect(await scene.dialog().getByLabel('Deliver what was missed').isChecked()).toBe(true);
    await scene.dialog().getByLabel('POSTs a second').fill('50');
    await scene.dialog().getByRole('button', { name: 'Enable webhook' }).click();
    await scene.toast('Webhook enabled').waitFor();
    const recovery = page.getByRole('group', { name: 'What was missed is delivered' });
    await recovery.getByText('3 delivered, 0 given up, 0 in the queue').waitFor();
    expect(contentsAt(scene.receiver, scene.path)).toEqual(['missed 1', 'missed 2', 'missed 3']);
  });

  it('shows how far it is with what was missed, and brings no more of it when told so', async () => {
    const page = await scene.arrive();
    await scene.client.webhooks.disable(scene.webhook.id);
    await scene.publish(...Array.from({ length: 30 }, (_, index) => `missed ${index}`));
    await page.getByRole('button', { name: 'Enable' }).click();
    await scene.dialog().getByLabel('POSTs a second').fill('1');
    await scene.dialog().getByRole('button', { name: 'Enable webhook' }).click();
    const recovery = page.getByRole('group', { name: 'Delivering what was missed' });
    await recovery.getByText(/^[1-9]\d* delivered, .* · 1 a second at most$/).waitFor();
    expect(
      Number(await recovery.getByRole('progressbar').getAttribute('aria-valuenow')),
    ).toBeGreaterThan(0);

    await recovery.getByRole('button', { name: 'Cancel' }).click();
    await scene.toast('What is left is not delivered').waitFor();
    await recovery.waitFor({ state: 'detached' });
    expect(await scene.client.recoveries.list(scene.webhook.id)).toMatchObject([
      { kind: 'missed', status: 'cancelled' },
    ]);
    expect(contentsAt(scene.receiver, scene.path)).not.toContain('missed 29');
  });

  it('resends all that failed since a time', async () => {
    scene.setFailing(true);
    await scene.publish('one', 'two');
    await scene.untilListed('failed', 2);
    scene.setFailing(false);
    const page = await scene.arrive();
    await page.getByRole('button', { name: 'Resend failed' }).click();
    await scene.dialog().getByRole('button', { name: 'Resend', exact: true }).click();

    await scene.toast('2 deliveries are resent').waitFor();
    await page.getByRole('group', { name: 'What failed was resent' }).waitFor();
    await scene.rows('Delivered').nth(1).waitFor();
    expect(contentsAt(scene.receiver, scene.path).slice(-2).toSorted()).toEqual(['one', 'two']);
  });

  it('sends a test event and tells its outcome', async () => {
    scene.setFailing(true);
    const page = await scene.arrive();
    await page.getByRole('button', { name: 'Send test event' }).click();
    await scene.dialog().getByLabel('Event').selectOption('contact_created');
    await scene.dialog().getByRole('button', { name: 'Send', exact: true }).click();
    await scene.dialog().getByText('Answered 500 after').waitFor();

    scene.setFailing(false);
    await scene.dialog().getByRole('button', { name: 'Send another' }).click();
    await scene.dialog().getByText('Answered 200 after').waitFor();
    await scene.dialog().getByRole('link', { name: 'Open the delivery' }).click();
    await scene.dialog().getByText('contact_created', { exact: true }).waitFor();
    await scene.dialog().getByText('Attempt 1', { exact: true }).waitFor();
    expect(postsAt(scene.receiver, scene.path).map((post) => payloadOf(post).event)).toContain(
      'contact_created',
    );
  });

  it('reveals and rotates the secret', async () => {
    const page = await scene.arrive();
    await page.getByRole('link', { name: 'Secret' }).click();
    const secret = page.getByLabel('Signing secret');
    expect(await secret.getAttribute('type')).toBe('password');
    await page.getByRole('button', { name: 'Reveal' }).click();
    expect(await secret.getAttribute('type')).toBe('text');
    expect(await secret.inputValue()).toBe(scene.webhook.secret);

    await page.getByRole('button', { name: 'Rotate' }).click();
    await scene.dialog().getByLabel('Overlap').selectOption('1 hour');
    await scene.dialog().getByRole('button', { name: 'Rotate the secret' }).click();
    await scene.toast('The secret was rotated').waitFor();
    await page.getByText('The secret of before signs as well until').waitFor();
    const [rotated] = await scene.client.webhooks.list();
    expect(rotated!.secret).not.toBe(scene.webhook.secret);
    expect(await secret.inputValue()).toBe(rotated!.secret);
  });

  it('has the history of its changes: who, and what it was', async () => {
    await scene.client.webhooks.update(scene.webhook.id, { name: 'CRM', rate_limit: 5 });
    const page = await scene.arrive();
    await page.getByRole('link', { name: 'History' }).click();
    const update = page.getByRole('row').filter({ hasText: 'Settings changed' });
    await update.getByRole('cell', { name: 'Administrator' }).waitFor();
    await update.getByText('POSTs a second: none → 5', { exact: true }).waitFor();
    expect(await update.getByText('→').count()).toBe(1);

    await scene.client.webhooks.disable(scene.webhook.id);
    await page.getByRole('row').filter({ hasText: 'Disabled by an administrator' }).waitFor();
  });
});
