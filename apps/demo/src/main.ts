import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HooryApiError, HooryClient } from '@app/client';
import { ServerProcess, temporaryDirectory } from '@app/harness';
import { aborted } from './aborted';
import { VerifyingReceiver } from './verifying-receiver';
import { Report } from './report';
import { play, RETRY_DELAY_SECONDS } from './story';
import { Terminal } from './terminal';

const TIME_LIMIT_MS = 60_000;
const API_TIMEOUT_MS = 10_000;
/** A server that is gone shows first in a broken connection, and only then in its exit. */
const EXIT_GRACE_MS = 500;
const ACCOUNT_ID = 1;
const EMAIL = 'agent@shop.example.com';
const SHOWN_LOG_LINES = 10;
const INTERRUPTED = new Error('Interrupted before the end');

async function run(): Promise<void> {
  const directory = await temporaryDirectory();
  try {
    process.exitCode = await main(directory.path);
  } finally {
    await directory.remove();
  }
}

/** @returns the exit code */
async function main(directory: string): Promise<number> {
  const once = process.argv.includes('--once');
  const report = new Report(new Terminal(process.stdout));
  const accessToken = `demo-${randomBytes(16).toString('hex')}`;
  const password = randomBytes(9).toString('base64url');
  const receiver = new VerifyingReceiver();
  const server = new ServerProcess({
    databaseUrl: `sqlite:${join(directory, 'hoory.db')}`,
    env: settings(accessToken, password),
  });
  const end = new AbortController();
  const { signal } = end;
  onInterruption(() => end.abort(INTERRUPTED));
  void server.ended.then((how) => end.abort(new Error(`The server ended: ${how}`)));
  const timeLimit = setTimeout(
    () => end.abort(new Error(`Not finished within ${TIME_LIMIT_MS / 1000} s`)),
    TIME_LIMIT_MS,
  );

  try {
    report.title('Hoory Webhooks', 'a conversation, and what its webhook gets');
    report.step('Start the server on a fresh database, and a receiver');
    const { url, docs } = await Promise.race([server.listening, aborted(signal)]);
    await receiver.open();
    report.note(`server    ${url}`);
    report.note(`database  ${directory} (removed at the end)`);
    report.note(`receiver  ${receiver.urlOf('hoory')}`);
    report.note(`The retry schedule is shortened to ${RETRY_DELAY_SECONDS} s for the demo;`);
    report.note('the default is 5 s, 5 min, 30 min, 2 h … up to 24 h.');

    const client = new HooryClient({
      baseUrl: url,
      accessToken,
      accountId: ACCOUNT_ID,
      timeoutMs: API_TIMEOUT_MS,
    });
    const { verdict, conversation } = await play({ client, receiver, report, signal });
    const problems = [...verdict.problems, ...(await problemsOfDocs(docs, signal))];
    clearTimeout(timeLimit);
    report.summary(verdict);
    if (problems.length > 0) {
      report.failure(problems, server.logLines.slice(-SHOWN_LOG_LINES));
      return 1;
    }
    report.success();
    report.docs(docs);
    if (once) return 0;
    report.console(url, EMAIL, password);
    report.invitation(accessToken, curl(url, accessToken, conversation.id));
    return await aborted(signal);
  } catch (error) {
    if (signal.reason === INTERRUPTED && !once) {
      report.note('Stopping the server …');
      return 0;
    }
    await Promise.race([server.ended, sleep(EXIT_GRACE_MS)]);
    report.failure(
      [describe(signal.aborted ? signal.reason : error)],
      server.logLines.slice(-SHOWN_LOG_LINES),
    );
    return 1;
  } finally {
    clearTimeout(timeLimit);
    await server.stop();
    await receiver.close();
  }
}

function settings(accessToken: string, password: string): Record<string, string> {
  return {
    BOOTSTRAP_ACCESS_TOKEN: accessToken,
    BOOTSTRAP_ADMIN_EMAIL: EMAIL,
    BOOTSTRAP_ADMIN_PASSWORD: password,
    RETRY_SCHEDULE: Array<number>(5).fill(RETRY_DELAY_SECONDS).join(','),
  };
}

/** Also where nobody reads on, as in `npm run demo | head`. */
function onInterruption(stop: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  process.stdout.on('error', stop);
}

async function problemsOfDocs(docs: string, signal: AbortSignal): Promise<string[]> {
  const { ok, status } = await fetch(`${docs}/openapi.json`, { signal });
  return ok ? [] : [`The API documentation at ${docs} answers ${status}`];
}

function curl(url: string, accessToken: string, conversationId: number): string {
  const path = `/api/v1/accounts/${ACCOUNT_ID}/conversations/${conversationId}/messages`;
  return [
    `curl ${url}${path}`,
    `  -H 'api_access_token: ${accessToken}' -H 'Content-Type: application/json'`,
    `  -d '{"content":"Hello from curl","message_type":"incoming"}'`,
  ].join(' \\\n');
}

function describe(error: unknown): string {
  if (error instanceof HooryApiError) return `The API answered ${error.status}: ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}

// All of it happens on this machine: a proxy of the caller's would look for 127.0.0.1 on its own.
process.env['NO_PROXY'] = '*';
void run();
