import { settle, waitUntil } from '@app/harness';
import { LocalSender } from '../sender/local-sender';
import { type Endpoint, httpEndpoint } from '../sender/testing/endpoint';
import { DUE } from '../signals/delivery-signals';
import { DeliveryFixture } from '../testing/delivery-fixture';
import { messageCreated } from '../testing/new-events';

describe('Dispatcher, when it starts', () => {
  let fixture: DeliveryFixture;
  let endpoint: Endpoint;
  beforeEach(async () => {
    fixture = await DeliveryFixture.open();
    endpoint = await httpEndpoint((response) => response.end());
    await fixture.createWebhook({ id: 1, url: endpoint.url });
    await fixture.enqueue([messageCreated()]);
  });
  afterEach(async () => {
    await fixture.close();
    await endpoint.close();
    jest.restoreAllMocks();
  });

  it('claims nothing before its sender is ready, whatever it is told, and then all that waits', async () => {
    let getReady!: () => void;
    const ready = new Promise<void>((resolve) => (getReady = resolve));
    jest.spyOn(LocalSender.prototype, 'ready').mockReturnValue(ready);
    const claim = jest.spyOn(fixture.harness.queue, 'claim');
    const dispatcher = fixture.makeDispatcher();
    const starting = dispatcher.onApplicationBootstrap();
    fixture.signals.tell(DUE, [{ webhookId: 1, accountId: 1 }]);
    await dispatcher.poll();
    await settle();
    expect(claim).not.toHaveBeenCalled();

    getReady();
    await starting;
    await waitUntil('the POST', () => endpoint.requests.length === 1);
  });
});
