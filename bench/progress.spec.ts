import { Progress } from './progress';

describe('Progress', () => {
  let lines: string[];
  let progress: Progress;

  beforeEach(() => {
    jest.useFakeTimers();
    lines = [];
    progress = new Progress(
      (line) => lines.push(line),
      () => Date.now(),
    );
  });
  afterEach(() => {
    progress.end();
    jest.useRealTimers();
  });

  it('says how far it has come, and how long after the beginning', () => {
    progress.say('drain: storing');
    jest.advanceTimersByTime(3_000);
    progress.say('drain: round 1');
    expect(lines).toEqual(['0 s, drain: storing\n', '3 s, drain: round 1\n']);
  });

  it('shows every few seconds that it still goes on', () => {
    progress.say('grown: storing');
    jest.advanceTimersByTime(16_000);
    expect(lines.slice(1)).toEqual(['8 s, grown: storing …\n', '16 s, grown: storing …\n']);
  });

  it('says nothing more once it has ended', () => {
    progress.say('start: round 1');
    progress.end();
    jest.advanceTimersByTime(60_000);
    expect(lines).toHaveLength(1);
  });
});
