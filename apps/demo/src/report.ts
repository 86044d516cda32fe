import type { Webhook } from '@app/client';
import { detailOf, messageIdOf, type Payload, payloadOf, type ReceivedPost } from './received-post';
import type { Terminal } from './terminal';
import type { Verdict } from './verdict';

const INDENT = '   ';

const CLOCK = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
});

/** What the demo says, line by line. */
export class Report {
  /** How wide the column of event names is, the id of a message among them. */
  eventColumns = 'message_created 99'.length;
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
    const name = `${payload?.event ?? post.webhookId} ${messageIdOf(post) ?? ''}`.trimEnd();
    const signature =
      'signatureProblem' in post ? `signature WRONG: ${post.signatureProblem}` : 'signature ok';
    const columns = [
      CLOCK.format(post.receivedAtMs),
      name.padEnd(this.eventColumns),
      post.format.padEnd('chatwoot'.length),
      `attempt ${post.attempt}`,
      signature,
      outcome(post, latencyMs).padStart(7),
    ];
    const text = terminal.fit(
      payload ? detailOf(payload) : '',
      INDENT.length + columns.join('  ').length + 2,
    );
    if (post.attempt > 1) columns[3] = terminal.style('yellow', columns[3]!);
    columns[4] = terminal.style('signatureProblem' in post ? 'red' : 'green', signature);
    terminal.line(`${INDENT}${columns.join('  ')}  ${terminal.style('dim', text)}`.trimEnd());
  }

  webhook({ id, format, subscriptions, url }: Webhook): void {
    const wanted = subscriptions.length > 1 ? `${subscriptions.length} events` : subscriptions[0];
    this.note(`webhook ${id}: ${wanted}, format ${format} → ${url}`);
  }

  payload(payload: Payload): void {
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

  summary({ accepted, received, retried, duplicates, webhookIds, others }: Verdict): void {
    const { terminal } = this;
    terminal.line();
    terminal.line(terminal.style('bold', 'Summary'));
    terminal.line(
      `${INDENT}${accepted} messages accepted, ${received} received, ${retried} retried, ` +
        `duplicates ${duplicates}, ${webhookIds} distinct webhook-ids`,
    );
    terminal.line(`${INDENT}${others} POSTs of what else happened, each once, in two formats`);
  }

  success(): void {
    this.terminal.line(INDENT + this.terminal.style('green', '✓ All of it held.'));
  }

  docs(url: string): void {
    const { terminal } = this;
    terminal.line();
    terminal.line(`API documentation: ${terminal.style('bold', url)}`);
  }

  console(url: string, email: string, password: string): void {
    const { terminal } = this;
    terminal.line(`Console:           ${terminal.style('bold', url)}`);
    terminal.line(`Sign in with:      ${email}, ${password}`);
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
