import { renderPayload } from '@app/payloads';
import { Receiver, waitUntil } from '@app/harness';
import { DeliveryFixture } from '../testing/delivery-fixture';
import { readDeliveries } from '../testing/delivery-rows';
import { messageCreated } from '../testing/new-events';

jest.mock('@app/payloads', () => {
  const actual = jest.requireActual<typeof import('@app/payloads')>('@app/payloads');
  return { ...actual, renderPayload: jest.fn(actual.renderPayload) };
});

describe('Attempts', () => {
  it('render an event once for all the webhooks that get it', async () => {
    const webhookIds = [1, 2, 3, 4, 5];
    const fixture = await DeliveryFixture.open();
    const receiver = await new Receiver().start();
    for (const id of webhookIds) {
      await fixture.createWebhook({ id, url: `${receiver.url}/${id}` });
    }
    await fixture.enqueue([messageCreated({ content: 'one' }), messageCreated()], webhookIds);
    await fixture.startDispatcher();
    await waitUntil('the deliveries', async () =>
      (await readDeliveries(fixture.harness)).every(({ status }) => status === 'delivered'),
    );
    await fixture.close();
    await receiver.stop();

    expect(renderPayload).toHaveBeenCalledTimes(2);
    const bodies = jest.mocked(renderPayload).mock.results.map(({ value }) => value as string);
    for (const id of webhookIds) {
      const posts = receiver.posts.filter(({ path }) => path === `/${id}`);
      expect(new Set(posts.map(({ rawBody }) => rawBody.toString()))).toEqual(new Set(bodies));
    }
    expect(receiver.posts).toHaveLength(bodies.length * webhookIds.length);
  });
});
