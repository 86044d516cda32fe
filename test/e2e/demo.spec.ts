import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_RETRY_DELAYS_SECONDS } from '@app/delivery';

const DEMO = join(__dirname, '../../dist/apps/demo/src/main.js');

/** Runs in every Node process that is started with it, and ends the one that is the server. */
const SERVER_CRASHES =
  "if(process.argv[1]?.includes('server')){console.error('Out of luck');process.exit(7)}";

/** What the demo shows beside the conversation: the event, and what is shown of it. */
const WHAT_ELSE_HAPPENS = [
  ['conversation_typing_on', ''],
  ['message_created', 'Your receipt · receipt.txt, 18 bytes'],
  ['conversation_typing_off', ''],
  ['conversation_updated', 'priority: null → "high"'],
  ['conversation_updated', 'status: "open" → "resolved"'],
  ['conversation_status_changed', 'status: "open" → "resolved"'],
] as const;

class Demo {
  output = '';
  private readonly child: ChildProcess;
  private readonly closed: Promise<unknown[]>;

  constructor(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    const child = spawn(process.execPath, [DEMO, ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.output += text;
    });
    this.child = child;
    this.closed = once(child, 'close');
  }

  async exitCode(): Promise<unknown> {
    const [exitCode] = await this.closed;
    return exitCode;
  }

  async saying(text: string): Promise<void> {
    while (!this.output.includes(text)) await once(this.child.stdout!, 'data');
  }

  match(pattern: RegExp): string {
    const [, found] = pattern.exec(this.output) ?? [];
    if (!found) throw new Error(`${pattern} is not in:\n${this.output}`);
    return found;
  }

  interrupt(): void {
    this.child.kill('SIGINT');
  }

  kill(): void {
    this.child.kill('SIGTERM');
  }
}

describe('npm run demo', () => {
  let demo: Demo;

  afterEach(async () => {
    demo.kill();
    await demo.exitCode();
  });

  it('plays 20 messages and more to a receiver that fails in between, and exits 0 when all arrived', async () => {
    demo = new Demo(['--once']);

    const exitCode = await demo.exitCode();

    expect(demo.output).toContain(
      '20 messages accepted, 20 received, 5 retried, duplicates 0, 20 distinct webhook-ids',
    );
    expect(demo.output.match(/message_created .* attempt 1 .* signature ok/g)).toHaveLength(18);
    expect(demo.output.match(/message_created .* attempt [2-9] .* signature ok/g)).toHaveLength(5);
    expect(demo.output).toContain('12 POSTs of what else happened, each once, in two formats');
    for (const format of ['hoory', 'chatwoot']) {
      for (const [event, detail] of WHAT_ELSE_HAPPENS) {
        const line = new RegExp(`${event} .*${format} +attempt 1 +signature ok *${detail}$`, 'gm');
        expect(demo.output.match(line)).toHaveLength(1);
      }
    }
    expect(demo.output).toMatch(/API documentation: http:\/\/127\.0\.0\.1:\d+\/docs/);
    expect(demo.output).not.toContain('\x1b');
    expect(exitCode).toBe(0);
  });

  it('stays up, prints the POSTs that a visitor causes, and leaves nothing behind', async () => {
    demo = new Demo([]);
    await demo.saying('Ctrl-C to stop');

    const signIn = await fetch(`${demo.match(/^Console: +(\S+)/m)}/api/v1/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        email: demo.match(/^Sign in with: +(\S+),/m),
        password: demo.match(/^Sign in with: .*, (\S+)/m),
      }),
    });
    expect(signIn.status).toBe(200);

    await fetch(demo.match(/^curl (\S+)/m), {
      method: 'POST',
      headers: {
        api_access_token: demo.match(/api_access_token: (\S+)'/),
        'content-type': 'application/json',
      },
      body: demo.match(/-d '(.*)'/),
    });
    await demo.saying('Hello from curl');
    demo.interrupt();

    expect(await demo.exitCode()).toBe(0);
    expect(existsSync(demo.match(/database {2}(\S+)/))).toBe(false);
  });

  it('says the retry schedule that the server has by default', async () => {
    demo = new Demo(['--once']);
    await demo.saying('the default is');
    const [first, second, third] = DEFAULT_RETRY_DELAYS_SECONDS;

    expect(demo.output).toContain(`${first} s, ${second! / 60} min, ${third! / 60} min`);
  });

  it('exits 1 with what the server said where the server does not start', async () => {
    const crash = `data:text/javascript,${encodeURIComponent(SERVER_CRASHES)}`;
    demo = new Demo(['--once'], { NODE_OPTIONS: `--import ${crash}` });

    expect(await demo.exitCode()).toBe(1);
    expect(demo.output).toContain('The server ended: exit code 7');
    expect(demo.output).toContain('Out of luck');
  });
});
