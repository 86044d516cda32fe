import { toNotice, toPayloads } from './notices';

const items = (count: number) =>
  new Set(Array.from({ length: count }, (_, n) => JSON.stringify({ webhookId: n, name: '✋' })));

describe('Notices', () => {
  it('say all of a few items in one', () => {
    const payloads = toPayloads('me', 'due', items(3));

    expect(payloads.map(toNotice)).toEqual([
      { from: 'me', channel: 'due', items: [...items(3)].map((item) => JSON.parse(item)) },
    ]);
  });

  it('say all of many in several, none longer than PostgreSQL takes', () => {
    const payloads = toPayloads('me', 'due', items(1_000));

    expect(payloads.length).toBeGreaterThan(1);
    expect(payloads.filter((payload) => Buffer.byteLength(payload) >= 8_000)).toEqual([]);
    expect(payloads.flatMap((payload) => toNotice(payload).items)).toEqual(
      [...items(1_000)].map((item) => JSON.parse(item)),
    );
  });

  it('ask to look where that would be too many, or where nothing is said of it', () => {
    const look = [{ from: 'me', channel: 'due' }];

    expect(toPayloads('me', 'due', items(10_000)).map(toNotice)).toEqual(look);
    expect(toPayloads('me', 'due', undefined).map(toNotice)).toEqual(look);
  });
});
