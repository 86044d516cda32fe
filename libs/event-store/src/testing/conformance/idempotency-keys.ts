import { IdempotencyConflictError } from '../../errors';
import { IDEMPOTENCY_WINDOW_MS } from '../../idempotency/idempotency-keys';
import type { EventStoreHarness } from '../event-store-harness';
import { add, commandMetadata, readLog, useHarness } from './fixtures';

const idempotency = { key: 'key-1', fingerprint: 'print-1' };
const otherRequest = { ...idempotency, fingerprint: 'print-2' };

export function describeIdempotencyKeys(open: () => Promise<EventStoreHarness>): void {
  const harness = useHarness(open);
  const command = () => add(harness().store, 'sum-1', 5, { ...commandMetadata, idempotency });
  const countKeys = async () =>
    (await harness().sql('SELECT count(*) AS count FROM idempotency_keys'))[0]!['count'];

  it('have no answer before one is saved', async () => {
    expect(await harness().idempotencyKeys.findAnswer(idempotency)).toBeUndefined();
    await command();
    expect(await harness().idempotencyKeys.findAnswer(idempotency)).toBeUndefined();
  });

  it.each([
    ['behind a command', command],
    ['without one', async () => {}],
  ])('keep an answer as it was, over a restart, %s', async (_, before) => {
    const answer = '{"status":200,"body":"Grüße, 👩‍👩‍👧 \\u0000 \\n"}';
    await before();
    await harness().idempotencyKeys.saveAnswer(idempotency, answer);
    await harness().reopen();

    expect(await harness().idempotencyKeys.findAnswer(idempotency)).toBe(answer);
  });

  it('leave the command known where its answer is saved', async () => {
    const first = await command();
    await harness().idempotencyKeys.saveAnswer(idempotency, 'answer');

    expect(await command()).toEqual(first);
    expect(await readLog(harness().store)).toHaveLength(1);
  });

  it.each([
    ['a command', command],
    ['an answer', () => harness().idempotencyKeys.saveAnswer(idempotency, 'answer')],
  ])('refuse another request once they have %s', async (_, before) => {
    const { idempotencyKeys } = harness();
    await before();

    await expect(idempotencyKeys.findAnswer(otherRequest)).rejects.toThrow(
      new IdempotencyConflictError(),
    );
    await expect(idempotencyKeys.saveAnswer(otherRequest, 'other')).rejects.toThrow(
      new IdempotencyConflictError(),
    );
  });

  it('know a request by a fingerprint of before', async () => {
    const { idempotencyKeys } = harness();
    await idempotencyKeys.saveAnswer(idempotency, 'answer');
    const now = { ...otherRequest, olderFingerprints: [idempotency.fingerprint] };

    expect(await idempotencyKeys.findAnswer(now)).toBe('answer');
    await idempotencyKeys.saveAnswer(now, 'answer of now');
    expect(await idempotencyKeys.findAnswer(now)).toBe('answer of now');
  });

  it('forget after 24 hours, counted from the command', async () => {
    const { clock, idempotencyKeys } = harness();
    await command();
    clock.advance(1_000);
    await idempotencyKeys.saveAnswer(idempotency, 'answer');

    clock.advance(IDEMPOTENCY_WINDOW_MS - 1_001);
    expect(await idempotencyKeys.findAnswer(idempotency)).toBe('answer');
    clock.advance(1);
    expect(await idempotencyKeys.findAnswer(idempotency)).toBeUndefined();
    expect(await idempotencyKeys.findAnswer(otherRequest)).toBeUndefined();
  });

  it('are taken anew after 24 hours, with nothing of before', async () => {
    const { clock, idempotencyKeys } = harness();
    await command();
    await idempotencyKeys.saveAnswer(idempotency, 'answer');
    clock.advance(IDEMPOTENCY_WINDOW_MS);

    await idempotencyKeys.saveAnswer(otherRequest, 'other');

    expect(await idempotencyKeys.findAnswer(otherRequest)).toBe('other');
    clock.advance(IDEMPOTENCY_WINDOW_MS - 1);
    expect(await idempotencyKeys.findAnswer(otherRequest)).toBe('other');
  });

  it('lose their answer to a command that takes them anew', async () => {
    const { clock, idempotencyKeys } = harness();
    await command();
    await idempotencyKeys.saveAnswer(idempotency, 'answer');
    clock.advance(IDEMPOTENCY_WINDOW_MS);

    expect((await command()).state).toEqual({ total: 10 });

    expect(await idempotencyKeys.findAnswer(idempotency)).toBeUndefined();
  });

  it('are purged once they are expired, however many there are', async () => {
    const { clock, idempotencyKeys } = harness();
    const save = (from: number, to: number) =>
      Promise.all(
        Array.from({ length: to - from }, (_, n) =>
          idempotencyKeys.saveAnswer({ key: `key-${from + n}`, fingerprint: 'print' }, 'answer'),
        ),
      );
    await save(0, 1_200);
    clock.advance(1);
    await save(1_200, 1_203);

    clock.advance(IDEMPOTENCY_WINDOW_MS - 1);
    await idempotencyKeys.purge();

    expect(await countKeys()).toBe(3);
    await idempotencyKeys.purge();
    expect(await countKeys()).toBe(3);
  });
}
