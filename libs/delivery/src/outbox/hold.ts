/** An attempt that takes longer than this becomes a claimed row, as any other is … */
const FIRST_LOOK_MS = 250;
/** … but what has not begun is waited for once more, where its webhook's attempts go on … */
const ONCE_MORE_MS = 100;
/** … but no longer than this in all. */
const LONGEST_MS = 2_000;
/** Where room is needed and all but this share of the attempts have ended, what is left … */
const FEW = 1 / 8;
/** … keeps the others from being on record for no longer than this. */
const FOR_FEW_MS = 5;

/**
 * How long a batch waits for its first attempts before it is written. What has ended by then is written
 * once, with what came back (docs/decisions/0025, 0032).
 */
export class Hold {
  isOver = false;
  readonly over: Promise<void>;
  private tellOver!: () => void;
  private readonly startedAtMs = performance.now();
  private timer: NodeJS.Timeout | undefined;
  private attempts = 0;
  private left = 0;
  private roomNeeded = false;
  private isForFew = false;

  /** @param hasHope whether what has not begun is about to; false where all has */
  constructor(private readonly hasHope: () => boolean) {
    this.over = new Promise((resolve) => (this.tellOver = resolve));
  }

  begin(attempts: number): void {
    this.attempts = attempts;
    this.left = attempts;
    this.lookAgainIn(FIRST_LOOK_MS);
  }

  attemptEnded(): void {
    this.left -= 1;
    if (this.left === 0) this.end();
    else this.shortenForFew();
  }

  /** More waits to be read than there is room for. */
  needRoom(): void {
    this.roomNeeded = true;
    this.shortenForFew();
  }

  end(): void {
    clearTimeout(this.timer);
    this.isOver = true;
    this.tellOver();
  }

  private shortenForFew(): void {
    if (this.isOver || this.isForFew) return;
    if (!this.roomNeeded || this.left > this.attempts * FEW) return;
    this.isForFew = true;
    this.wait(FOR_FEW_MS, () => this.end());
  }

  private lookAgainIn(delayMs: number): void {
    this.wait(delayMs, () => {
      if (this.isOver || this.isForFew) return;
      const isTooLong = performance.now() - this.startedAtMs >= LONGEST_MS;
      if (isTooLong || !this.hasHope()) this.end();
      else this.lookAgainIn(ONCE_MORE_MS);
    });
  }

  private wait(delayMs: number, act: () => void): void {
    clearTimeout(this.timer);
    // After a stall, timers run before the responses are read that came in time.
    this.timer = setTimeout(() => setImmediate(act), delayMs);
  }
}
