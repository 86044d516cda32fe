import type { RebuildProgress } from '@app/event-store';

/** What a terminal is needed for, and how others are told. */
type Output = Pick<NodeJS.WriteStream, 'isTTY' | 'write'>;

const BAR_WIDTH = 24;
/** A terminal's line is written anew, others get a line each time. */
const TERMINAL_INTERVAL_MS = 100;
const LINES_INTERVAL_MS = 5_000;

/** Shows how far a rebuild is: a bar on a terminal, else a line now and then. */
export class ProgressDisplay {
  private readonly startedMs: number;
  private shownMs: number;

  constructor(
    private readonly name: string,
    private readonly output: Output,
    private readonly nowMs: () => number = () => performance.now(),
  ) {
    this.startedMs = nowMs();
    this.shownMs = this.startedMs;
  }

  show(progress: RebuildProgress): void {
    const nowMs = this.nowMs();
    const { isTTY } = this.output;
    const intervalMs = isTTY ? TERMINAL_INTERVAL_MS : LINES_INTERVAL_MS;
    const atEnd = progress.position >= progress.lastPosition;
    if (nowMs - this.shownMs < intervalMs && !(isTTY && atEnd)) return;
    this.shownMs = nowMs;
    const said = describe(progress, nowMs - this.startedMs);
    this.output.write(
      isTTY ? `\r${this.name} ${bar(progress)} ${said}\u001B[K` : `${this.name}: ${said}\n`,
    );
  }

  /** To be called once nothing more is to be shown, however it ended. */
  close(): void {
    if (this.output.isTTY) this.output.write('\n');
  }
}

/** Such as `45,000 of 90,000 events, 12,000/s, 4 s left`. */
function describe({ position, lastPosition }: RebuildProgress, elapsedMs: number): string {
  const perSecond = (position / Math.max(elapsedMs, 1)) * 1_000;
  const leftSeconds = Math.ceil((lastPosition - position) / Math.max(perSecond, 1));
  return `${format(position)} of ${format(lastPosition)} events, ${format(perSecond)}/s, ${leftSeconds} s left`;
}

function bar({ position, lastPosition }: RebuildProgress): string {
  const full = Math.floor((position / Math.max(lastPosition, 1)) * BAR_WIDTH);
  return `[${'#'.repeat(full)}${'.'.repeat(BAR_WIDTH - full)}]`;
}

function format(number: number): string {
  return Math.round(number).toLocaleString('en');
}
