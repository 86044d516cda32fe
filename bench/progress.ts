/** Not a sign of life for longer than this, and one would wonder. */
const SILENCE_MS = 8_000;

/** Says how far a run has come, and where nothing new is to be said, that it still goes on. */
export class Progress {
  private readonly startedAtMs: number;
  private saidLast = '';
  private saidAtMs: number;
  private readonly heartbeat: NodeJS.Timeout;

  /** @param nowMs of a clock that never goes back */
  constructor(
    private readonly write: (line: string) => void,
    private readonly nowMs: () => number = () => performance.now(),
  ) {
    this.startedAtMs = nowMs();
    this.saidAtMs = this.startedAtMs;
    this.heartbeat = setInterval(() => this.remind(), 1_000).unref();
  }

  say(text: string): void {
    this.saidLast = text;
    this.saidAtMs = this.nowMs();
    const seconds = Math.round((this.saidAtMs - this.startedAtMs) / 1_000);
    this.write(`${seconds} s, ${text}\n`);
  }

  end(): void {
    clearInterval(this.heartbeat);
  }

  private remind(): void {
    if (this.nowMs() - this.saidAtMs < SILENCE_MS) return;
    this.say(this.saidLast.endsWith(' …') ? this.saidLast : `${this.saidLast} …`);
  }
}
