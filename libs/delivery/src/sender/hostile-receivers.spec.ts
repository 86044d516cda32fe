import { EgressGuard } from './egress-guard';
import type { SendResult } from './send-result';
import { HttpSender } from './http-sender';
import { until } from './testing/endpoint';
import { BEHAVIOURS, HostileReceiver } from './testing/hostile';

const TIMEOUT_MS = 200;

/** No machine is too busy for it. */
const TOLERANCE_MS = 5_000;

const BODY = Buffer.from('{"event":"message_created"}');

/** More than a socket takes at once: it is under way while the response comes. */
const LONG_BODY = Buffer.alloc(8 * 1024 * 1024, ' ');

const post = (
  sender: HttpSender,
  url: string,
  timeoutMs: number,
  body = BODY,
): Promise<SendResult> =>
  sender.send({ url, headers: ['Content-Type', 'application/json'], body, timeoutMs });

describe.each(BEHAVIOURS)('A receiver that $does', (behaviour) => {
  const body = behaviour.answersEarly ? LONG_BODY : BODY;
  const timeoutMs = behaviour.outlasts ? TIMEOUT_MS : 10_000;
  let sender: HttpSender;
  let receiver: HostileReceiver;

  beforeEach(async () => {
    sender = new HttpSender({
      guard: new EgressGuard(['127.0.0.0/8']),
      maxConnectionsPerOrigin: 1,
    });
    receiver = await HostileReceiver.start(behaviour);
  });
  afterEach(() => Promise.all([sender.close(), receiver.close()]));

  it('gets one request, which ends by what it did and within its limit', async () => {
    const result = await post(sender, receiver.url, timeoutMs, body);

    expect(result).toMatchObject(behaviour.ends);
    expect(result.durationMs).toBeLessThan(timeoutMs + TOLERANCE_MS);
    expect(Buffer.byteLength(result.responseBody)).toBeLessThanOrEqual(3 * 16 * 1024);
    expect(receiver.requests).toBe(behaviour.overTls ? 0 : 1);
  });

  it('keeps no connection of the one there may be, nor does it leave one behind', async () => {
    await post(sender, receiver.url, timeoutMs, body);
    receiver.behave();
    const next = post(sender, receiver.url, 10_000);
    if (!behaviour.overTls) {
      await until(() => receiver.holding === 1);
      receiver.answerHeld();
    }

    // Nobody will ever trust its certificate.
    expect(await next).toMatchObject({ errorClass: behaviour.overTls ? 'tls' : null });
    await sender.close();
    await until(() => receiver.open === 0);
  });
});
