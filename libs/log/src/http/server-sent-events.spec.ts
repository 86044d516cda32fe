import { toServerSentEvents } from './server-sent-events';

const MINUTE_MS = 60_000;

describe('a stream of server-sent events', () => {
  let nowMs: number;

  beforeEach(() => {
    nowMs = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => nowMs);
  });
  afterEach(() => jest.restoreAllMocks());

  /** Nothing happens, for ever. */
  async function* quiet(stepMs: number): AsyncGenerator<readonly never[]> {
    for (;;) {
      nowMs += stepMs;
      yield [];
    }
  }

  it('begins with the id to come back with', async () => {
    expect(await toServerSentEvents(quiet(1), '7').next()).toEqual({
      done: false,
      value: ': following\nid: 7\n\n',
    });
  });

  it('shows every 15 s that it is there, and ends after 5 minutes', async () => {
    const sent: string[] = [];
    for await (const text of toServerSentEvents(quiet(5_000), '7')) sent.push(text);

    expect(sent.slice(1)).toEqual(Array.from({ length: 20 }, () => ': heartbeat\n\n'));
    expect(nowMs).toBe(5 * MINUTE_MS);
  });
});
