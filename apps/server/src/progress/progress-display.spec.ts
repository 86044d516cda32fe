import { ProgressDisplay } from './progress-display';

describe('the progress of a long work', () => {
  let nowMs: number;
  let written: string[];

  beforeEach(() => {
    nowMs = 0;
    written = [];
  });

  const display = (isTTY: boolean) =>
    new ProgressDisplay(
      'webhooks',
      'events',
      { isTTY, write: (text: string) => written.push(text) > 0 },
      () => nowMs,
    );

  it('is a bar on a terminal, written over itself ten times a second at most', () => {
    const shown = display(true);
    for (nowMs = 20; nowMs <= 200; nowMs += 20) {
      shown.show({ done: nowMs * 10, total: 8_000 });
    }
    shown.close();
    expect(written).toEqual([
      '\rwebhooks [###.....................] 1,000 of 8,000 events, 10,000/s, 1 s left\u001B[K',
      '\rwebhooks [######..................] 2,000 of 8,000 events, 10,000/s, 1 s left\u001B[K',
      '\n',
    ]);
  });

  it('is full on a terminal at the end, however soon that comes', () => {
    const shown = display(true);
    nowMs = 10;
    shown.show({ done: 40, total: 40 });
    expect(written).toEqual([
      '\rwebhooks [########################] 40 of 40 events, 4,000/s, 0 s left\u001B[K',
    ]);
  });

  it('is a line every 5 s where there is no terminal', () => {
    const shown = display(false);
    for (nowMs = 1_000; nowMs <= 11_000; nowMs += 1_000) {
      shown.show({ done: nowMs, total: 50_000 });
    }
    shown.close();
    expect(written).toEqual([
      'webhooks: 5,000 of 50,000 events, 1,000/s, 45 s left\n',
      'webhooks: 10,000 of 50,000 events, 1,000/s, 40 s left\n',
    ]);
  });

  it('is that of an empty log as well', () => {
    const shown = display(true);
    shown.show({ done: 0, total: 0 });
    expect(written).toEqual([expect.stringContaining('0 of 0 events, 0/s, 0 s left')]);
  });
});
