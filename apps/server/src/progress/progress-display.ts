/** What a terminal is needed for, and how others are told. */
type Output = Pick<NodeJS.WriteStream, 'isTTY' | 'write'>;

const BAR_WIDTH = 24;
/** A terminal's line is written anew, others get a line each time. */
const TERMINAL_INTERVAL_MS = 100;
const LINES_INTERVAL_MS = 5_000;

/** How much of a long work is done, in units of it. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** Shows how far a long work is: a bar on a terminal, else a line now and then. */
export class ProgressDisplay {
  private readonly startedMs: number;
  private shownMs: number;

  constructor(
    private readonly name: string,
    /** Such as `events`. */
    private readonly unit: string,
    private readonly output: Output,
    private readonly nowMs: () => number = () => performance.now(),
  ) {
    this.startedMs = nowMs();
    this.shownMs = this.startedMs;
  }

  show(progress: Progress): void {
    const nowMs = this.nowMs();
    const { isTTY } = this.output;
    const intervalMs = isTTY ? TERMINAL_INTERVAL_MS : LINES_INTERVAL_MS;
    const atEnd = progress.done >= progress.total;
    if (nowMs - this.shownMs < intervalMs && !(isTTY && atEnd)) return;
    this.shownMs = nowMs;
    const said = describe(progress, this.unit, nowMs - this.startedMs);
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
function describe({ done, total }: Progress, unit: string, elapsedMs: number): string {
  const perSecond = (done / Math.max(elapsedMs, 1)) * 1_000;
  const leftSeconds = Math.ceil((total - done) / Math.max(perSecond, 1));
  return `${format(done)} of ${format(total)} ${unit}, ${format(perSecond)}/s, ${leftSeconds} s left`;
}

function bar({ done, total }: Progress): string {
  const full = Math.floor((done / Math.max(total, 1)) * BAR_WIDTH);
  return `[${'#'.repeat(full)}${'.'.repeat(BAR_WIDTH - full)}]`;
}

function format(number: number): string {
  return Math.round(number).toLocaleString('en');
}
