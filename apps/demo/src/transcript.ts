import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HooryClient, WebhookFormat } from '@app/client';
import { messageIdOf, type ReceivedPost } from './received-post';
import type { VerifyingReceiver } from './verifying-receiver';
import type { Report } from './report';
import type { Line, Scene } from './script';
import { missingFrom, type AcceptedMessage, type ExpectedPost } from './verdict';

/** Slow enough to be read along. */
const PACE_MS = 120;
/** For a POST that is due at once, or on the first retry. */
const ARRIVAL_LIMIT_MS = 15_000;

class NotArrivedError extends Error {
  constructor(missing: readonly string[]) {
    super(`Accepted, but not here after ${ARRIVAL_LIMIT_MS / 1000} s: ${missing.join(', ')}`);
    this.name = 'NotArrivedError';
  }
}

/** Says lines and plays scenes in a conversation, and writes down what was accepted and what arrived. */
export class Transcript {
  readonly accepted: AcceptedMessage[] = [];
  /** What the scenes have to cause. */
  readonly expected: ExpectedPost[] = [];
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

  /** Plays it, and waits until the webhooks of all these formats have told of it. */
  async play({ play, fires }: Scene, formats: readonly WebhookFormat[]): Promise<void> {
    for (const [event, detail] of fires) {
      this.expected.push(...formats.map((format) => ({ format, event, detail })));
    }
    await play(this.client, this.conversationId);
    await this.arrived();
    await sleep(PACE_MS, undefined, { signal: this.signal });
  }

  async sayAll(lines: readonly Line[]): Promise<void> {
    for (const line of lines) await this.say(line);
    await this.arrived();
  }

  /**
   * Waits until the receiver has taken every message that was accepted, and all that scenes fire.
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

  private missing(statuses: readonly number[]): string[] {
    const here = this.posts.filter(({ status }) => statuses.includes(status));
    const ids = new Set(here.map(messageIdOf));
    return [
      ...this.accepted.filter(({ id }) => !ids.has(id)).map(({ id }) => `message ${id}`),
      ...missingFrom(here, this.expected).map(({ format, event }) => `${event} in ${format}`),
    ];
  }

  /** An unsigned POST is never taken: to wait for it would be in vain. */
  private refuseUnsigned(): void {
    for (const post of this.posts) {
      if (!('signatureProblem' in post)) continue;
      throw new Error(`The POST ${post.webhookId} is not signed: ${post.signatureProblem}`);
    }
  }

  private latencyMs(post: ReceivedPost): number | undefined {
    const message = this.accepted.find(({ id }) => id === messageIdOf(post));
    // Negative where the POST overtook the answer.
    return message && Math.max(0, post.receivedAtMs - message.acceptedAtMs);
  }
}

function noop(): void {}
