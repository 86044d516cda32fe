import { type MessagePayload, payloadOf, type ReceivedPost } from './received-post';
import type { Terminal } from './terminal';
import type { Verdict } from './verdict';

const INDENT = '   ';

/** How wide the line of a POST is before the message's text. */
const POST_COLUMNS = 80;

const CLOCK = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
});

/** What the demo says, line by line. */
export class Report {
  private steps = 0;

  constructor(private readonly terminal: Terminal) {}

  title(text: string, subtitle: string): void {
    const { terminal } = this;
    terminal.line();
    terminal.line(`${terminal.style('bold', text)}  ${terminal.style('dim', subtitle)}`);
  }

  step(text: string): void {
    const { terminal } = this;
    this.steps += 1;
    terminal.line();
    terminal.line(`${terminal.style('cyan', String(this.steps))}  ${terminal.style('bold', text)}`);
  }

  /** Something to know, beside what happens. */
  note(text: string): void {
    this.terminal.line(INDENT + this.terminal.style('dim', text));
  }

  /** @param latencyMs from the API's answer to the POST; undefined where somebody else asked */
  post(post: ReceivedPost, latencyMs: number | undefined): void {
    const { terminal } = this;
    const payload = payloadOf(post);
    const signature =
      'signatureProblem' in post
        ? terminal.style('red', `signature WRONG: ${post.signatureProblem}`)
        : terminal.style('green', 'signature ok');
    const attempt = `attempt ${post.attempt}`;
    const columns = [
      CLOCK.format(post.receivedAtMs),
      payload?.event ?? post.webhookId,
      `message ${payload?.id ?? '?'}`.padEnd(10),
      post.attempt > 1 ? terminal.style('yellow', attempt) : attempt,
      signature,
      outcome(post, latencyMs).padStart(7),
    ];
    const text = terminal.fit(payload?.content ?? '', POST_COLUMNS);
    terminal.line(`${INDENT}${columns.join('  ')}  ${terminal.style('dim', text)}`.trimEnd());
  }

  payload(payload: MessagePayload): void {
    this.terminal.line();
    this.note('The body of that POST:');
    for (const line of JSON.stringify(payload, null, 2).split('\n')) this.note(line);
    this.terminal.line();
  }

  /** A message that is accepted while nobody can take its POST. */
  accepted(id: number, acceptedAtMs: number, content: string): void {
    const text = this.terminal.fit(content, 52);
    this.note(`${CLOCK.format(acceptedAtMs)}  accepted by the API  message ${id}  ${text}`);
  }

  summary({ accepted, received, retried, duplicates, webhookIds }: Verdict): void {
    const { terminal } = this;
    terminal.line();
    terminal.line(terminal.style('bold', 'Summary'));
    terminal.line(
      `${INDENT}${accepted} messages accepted, ${received} received, ${retried} retried, ` +
        `duplicates ${duplicates}, ${webhookIds} distinct webhook-ids`,
    );
  }

  success(): void {
    this.terminal.line(INDENT + this.terminal.style('green', '✓ All of it held.'));
  }

  docs(url: string): void {
    const { terminal } = this;
    terminal.line();
    terminal.line(`API documentation: ${terminal.style('bold', url)}`);
  }

  /** @param curl a command that posts another message */
  invitation(accessToken: string, curl: string): void {
    const { terminal } = this;
    terminal.line(`Access token:      ${accessToken}`);
    terminal.line();
    terminal.line('Post another message from a second terminal, and see it arrive here:');
    terminal.line();
    terminal.line(curl);
    terminal.line();
    terminal.line(terminal.style('bold', 'Ctrl-C to stop'));
    terminal.line();
  }

  failure(problems: readonly string[], serverLogLines: readonly string[]): void {
    const { terminal } = this;
    terminal.line();
    terminal.line(terminal.style('red', '✗ Not all of it held:'));
    for (const problem of problems) terminal.line(`${INDENT}${problem}`);
    terminal.line();
    terminal.line('The last lines of the server’s log:');
    for (const line of serverLogLines) this.note(line);
  }
}

/** The latency, or the answer where that was not success. */
function outcome({ status }: ReceivedPost, latencyMs: number | undefined): string {
  if (status !== 204) return `→ ${status}`;
  return latencyMs === undefined ? '' : `${latencyMs} ms`;
}
