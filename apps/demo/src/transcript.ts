import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HooryClient } from '@app/client';
import { payloadOf, type ReceivedPost } from './received-post';
import type { VerifyingReceiver } from './verifying-receiver';
import type { Report } from './report';
import type { Line } from './script';
import type { AcceptedMessage } from './verdict';

/** Slow enough to be read along. */
const PACE_MS = 120;
/** For a POST that is due at once, or on the first retry. */
const ARRIVAL_LIMIT_MS = 15_000;

class NotArrivedError extends Error {
  constructor(messages: readonly AcceptedMessage[]) {
    const ids = messages.map(({ id }) => id).join(', ');
    super(`Accepted, but not here after ${ARRIVAL_LIMIT_MS / 1000} s: message ${ids}`);
    this.name = 'NotArrivedError';
  }
}

/** Says lines in a conversation, and writes down what was accepted and what arrived. */
export class Transcript {
  readonly accepted: AcceptedMessage[] = [];
  readonly posts: ReceivedPost[] = [];
  /** The API call under way: a POST can be here before the answer that tells its message's id. */
  private answering: Promise<void> = Promise.resolve();
  private printing: Promise<void> = Promise.resolve();

  constructor(
    private readonly client: HooryClient,
    private readonly conversationId: number,
    private readonly receiver: VerifyingReceiver,
    report: Report,
    private readonly signal: AbortSignal,
  ) {
    receiver.on('post', (post) => {
      this.posts.push(post);
      this.printing = this.answering.then(() => report.post(post, this.latencyMs(post)));
    });
  }

  /** @throws HooryApiError, HooryConnectionError */
  async say(line: Line, { troubled } = { troubled: false }): Promise<AcceptedMessage> {
    const answer = this.client.messages.create(this.conversationId, line).then(({ id }) => {
      const message = { id, line, acceptedAtMs: Date.now(), troubled };
      this.accepted.push(message);
      return message;
    });
    this.answering = answer.then(noop, noop);
    const message = await answer;
    await sleep(PACE_MS, undefined, { signal: this.signal });
    return message;
  }

  async sayAll(lines: readonly Line[]): Promise<void> {
    for (const line of lines) await this.say(line);
    await this.arrived();
  }

  /**
   * Waits until the receiver has taken every message that was accepted.
   * @throws NotArrivedError, or Error where a signature is wrong
   */
  arrived(): Promise<void> {
    return this.waitFor(204);
  }

  /** Waits until every message has come, and been taken or sent away with `status`. */
  async waitFor(...statuses: readonly number[]): Promise<void> {
    const limit = AbortSignal.timeout(ARRIVAL_LIMIT_MS);
    const either = AbortSignal.any([this.signal, limit]);
    for (;;) {
      this.refuseUnsigned();
      const missing = this.missing(statuses);
      if (missing.length === 0) break;
      await once(this.receiver, 'post', { signal: either }).catch((error: unknown) => {
        throw limit.aborted ? new NotArrivedError(missing) : error;
      });
    }
    await this.printing;
  }

  private missing(statuses: readonly number[]): AcceptedMessage[] {
    const here = new Set(
      this.posts
        .filter(({ status }) => statuses.includes(status))
        .map((post) => payloadOf(post)?.id),
    );
    return this.accepted.filter(({ id }) => !here.has(String(id)));
  }

  /** An unsigned POST is never taken: to wait for it would be in vain. */
  private refuseUnsigned(): void {
    for (const post of this.posts) {
      if (!('signatureProblem' in post)) continue;
      throw new Error(`The POST ${post.webhookId} is not signed: ${post.signatureProblem}`);
    }
  }

  private latencyMs(post: ReceivedPost): number | undefined {
    const message = this.accepted.find(({ id }) => String(id) === payloadOf(post)?.id);
    // Negative where the POST overtook the answer.
    return message && Math.max(0, post.receivedAtMs - message.acceptedAtMs);
  }
}

function noop(): void {}
