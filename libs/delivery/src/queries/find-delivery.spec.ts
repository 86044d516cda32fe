import { renderPayload } from '@app/payloads';
import { answered, claimDue, DELIVERED, outcome } from '../testing/conformance/fixtures';
import { DeliveryFixture } from '../testing/delivery-fixture';
import { messageCreated, webhookDeleted } from '../testing/new-events';
import { openPostgresDeliveryQueue } from '../testing/postgres-harness';
import { openSqliteDeliveryQueue } from '../testing/sqlite-harness';
import { type DeliveryDetails, FindDelivery, FindDeliveryHandler } from './find-delivery';

const NOT_FOUND = { reason: 'not-found' };

describe.each([
  ['SQLite', openSqliteDeliveryQueue],
  ['PostgreSQL', openPostgresDeliveryQueue],
])('a delivery on %s', (_database, open) => {
  let fixture: DeliveryFixture;
  beforeEach(async () => {
    fixture = await DeliveryFixture.open(open);
    await fixture.createWebhook({ id: 1 });
  });
  afterEach(() => fixture.close());

  const find = (accountId = 1, webhookId = 1, deliveryId = 1): Promise<DeliveryDetails> => {
    const { store, database } = fixture.harness;
    const handler = new FindDeliveryHandler(store, database);
    return handler.execute(new FindDelivery(accountId, webhookId, deliveryId));
  };
  const attempt = async (sent = answered, resolution: object = DELIVERED): Promise<void> => {
    const { clock } = fixture.harness;
    const [claimed] = await claimDue(fixture.harness, 1, clock.nowMs());
    await fixture.harness.queue.complete([outcome(claimed!, resolution as never, sent)]);
  };
  const retried = () => ({ status: 'pending', nextAttemptAtMs: fixture.harness.clock.nowMs() });

  it('stands without its attempts once they are too old to be kept', async () => {
    await fixture.enqueue([messageCreated()]);
    await attempt();

    await fixture.harness.attemptRecords.purge(answered.startedAtMs + 1, 1, 0);

    expect(await find()).toMatchObject({
      status: 'delivered',
      attempts: 0,
      lastAttempt: null,
      attemptHistory: [],
    });
  });

  it('shows each attempt: what was sent, what came back and how long it took', async () => {
    const [event] = await fixture.enqueue([messageCreated({ content: 'Hi 🙂' })]);
    await attempt();

    const { attempts, attemptHistory } = await find();
    const messageId = `msg_${event!.id}_1`;
    expect(attempts).toBe(1);
    expect(attemptHistory).toEqual([
      {
        attempt: 1,
        attemptedAtMs: answered.startedAtMs,
        request: {
          url: 'https://example.com/hooks',
          headers: expect.arrayContaining([
            ['webhook-id', messageId],
            ['webhook-timestamp', '1767225600'],
            ['webhook-signature', 'v1,c2lnbmF0dXJl'],
            ['webhook-attempt', '1'],
            ['X-Hoory-Delivery', messageId],
            ['X-Hoory-Signature', 'sha256=5349'],
            ['x-api-key', '***'],
          ]),
          body: renderPayload('hoory', event!),
        },
        response: {
          statusCode: 200,
          headers: { 'content-type': 'text/plain', 'set-cookie': ['one', 'two'] },
          body: 'OK',
        },
        durationsMs: { dns: 1.5, connect: 2.5, tls: 3.5, firstByte: 11.5, total: 12.5 },
        error: null,
      },
    ]);
  });

  it('shows the newest attempt last, and what kept it from being answered', async () => {
    await fixture.enqueue([messageCreated()]);
    const unanswered = {
      ...answered,
      statusCode: null,
      errorClass: 'refused-address',
      errorMessage: '10.0.0.1 is a private address',
      responseHeaders: {},
      responseBody: '',
      dnsMs: null,
      connectMs: null,
      tlsMs: null,
      firstByteMs: null,
    };
    await attempt({ ...answered, statusCode: 500, errorClass: 'http-status' }, retried());
    await attempt(unanswered, { status: 'failed' });

    const { attempts, attemptHistory } = await find();
    expect(attempts).toBe(2);
    expect(attemptHistory).toMatchObject([
      { attempt: 1, response: { statusCode: 500 }, error: { class: 'http-status' } },
      {
        attempt: 2,
        response: null,
        durationsMs: { dns: null, connect: null, tls: null, firstByte: null, total: 12.5 },
        error: { class: 'refused-address', message: '10.0.0.1 is a private address' },
      },
    ]);
  });

  it('shows no more than the last 50 attempts, and says how many there were', async () => {
    await fixture.enqueue([messageCreated()]);
    for (let n = 0; n < 51; n++) await attempt(answered, retried());

    const { attempts, attemptHistory } = await find();
    expect(attempts).toBe(51);
    expect(attemptHistory.map((each) => each.attempt)).toEqual(
      Array.from({ length: 50 }, (_, n) => n + 2),
    );
  });

  it('shows of attempts of before URLs and signatures were kept what there is', async () => {
    await fixture.enqueue([messageCreated()]);
    await attempt({ ...answered, url: '', signatures: '', customHeaderNames: null });

    const [{ request }] = (await find()).attemptHistory as [DeliveryDetails['attemptHistory'][0]];
    expect(request.url).toBeNull();
    const names = request.headers.map(([name]) => name);
    expect(names).toContain('webhook-id');
    expect(names.filter((name) => /signature|api-key/i.test(name))).toEqual([]);
  });

  it('is shown before its first attempt', async () => {
    await fixture.enqueue([messageCreated()]);
    expect(await find()).toMatchObject({ attempts: 0, lastAttempt: null, attemptHistory: [] });
  });

  it('is found by its own webhook’s account alone', async () => {
    await fixture.createWebhook({ id: 2 });
    await fixture.enqueue([messageCreated()]);

    await expect(find(2)).rejects.toMatchObject(NOT_FOUND);
    await expect(find(1, 2)).rejects.toMatchObject(NOT_FOUND);
    await expect(find(1, 1, 9)).rejects.toMatchObject(NOT_FOUND);
    await fixture.harness.store.append('webhook-1', [webhookDeleted({ id: 1 })], 'any');
    await expect(find()).rejects.toMatchObject(NOT_FOUND);
  });
});
