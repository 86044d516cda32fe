import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Logger } from '@nestjs/common';
import { CUT_OFF, unsent } from '../send-result';
import { type SendRequest, Sender, type SignedSendResult } from '../sender';
import type { Answer, Ask, FromThread, ThreadData, ToThread } from './messages';

/** A thread that cannot even start must not keep this one busy with starting others. */
const RESTART_AFTER_MS = 1_000;

interface Waiting {
  readonly resolve: (result: SignedSendResult) => void;
  readonly reject: (error: Error) => void;
}

/** Has its thread started with this instead of what was built. */
export interface ThreadStart {
  readonly entry: string;
  /** Node's own, which else are those of this process. */
  readonly execArgv?: string[];
}

/**
 * Signs and POSTs in a thread of its own, which starts at once: the first POSTs would wait for it, and
 * be sent on the heels of one another, whatever their pace. Where the thread ends by itself, what was
 * under way in it is `aborted`, and what comes after goes to another one.
 */
export class ThreadedSender extends Sender {
  private readonly logger = new Logger(ThreadedSender.name);
  private thread: Worker | undefined;
  private readonly started: Promise<void>;
  /** By slot. An array and not a Map, for the reason that `InFlight` gives. */
  private readonly waiting: (Waiting | undefined)[] = [];
  private readonly freeSlots: number[] = [];
  /** Not yet told to the thread. */
  private asks: Ask[] = [];
  private pause: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(
    private readonly data: ThreadData,
    private readonly start: ThreadStart = { entry: join(__dirname, 'sender-thread.js') },
  ) {
    super();
    const thread = this.startThread();
    this.thread = thread;
    this.started = new Promise((resolve) => {
      thread.once('message', () => resolve()).once('exit', () => resolve());
    });
  }

  ready(): Promise<void> {
    return this.started;
  }

  send(request: SendRequest): Promise<SignedSendResult> {
    if (this.closed) return Promise.resolve(aborted(CUT_OFF));
    return new Promise((resolve, reject) => {
      const slot = this.freeSlots.pop() ?? this.waiting.length;
      this.waiting[slot] = { resolve, reject };
      // What is asked for in one go, over however many promises, goes in one message.
      if (this.asks.push({ slot, request }) === 1) process.nextTick(() => this.flush());
    });
  }

  abortAll(): void {
    this.abortUntold();
    if (this.thread) tell(this.thread, 'abort-all');
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.pause);
    this.abortUntold();
    const { thread } = this;
    if (!thread) return;
    const ended = new Promise((resolve) => thread.once('exit', resolve));
    tell(thread, 'close');
    await ended;
  }

  private flush(): void {
    if (this.asks.length === 0 || this.pause) return;
    this.thread ??= this.startThread();
    tell(this.thread, this.asks);
    this.asks = [];
  }

  private startThread(): Worker {
    const { entry, ...options } = this.start;
    const thread = new Worker(entry, { workerData: this.data, ...options });
    return thread
      .on('message', (message: FromThread) => {
        if (message === 'closed') void thread.terminate();
        else if (message !== 'ready') for (const answer of message) this.settle(answer);
      })
      .on('error', (error) => this.logger.error(error))
      .on('exit', () => this.ended());
  }

  private settle(answer: Answer): void {
    const { resolve, reject } = this.waiting[answer.slot]!;
    this.waiting[answer.slot] = undefined;
    this.freeSlots.push(answer.slot);
    if ('result' in answer) resolve(answer.result);
    else reject(answer.error);
  }

  private ended(): void {
    this.thread = undefined;
    const untold = new Set(this.asks.map(({ slot }) => slot));
    for (const slot of this.waiting.keys()) {
      if (this.waiting[slot] && !untold.has(slot)) this.abort(slot, 'The thread that sends ended');
    }
    if (this.closed) return;
    this.pause = setTimeout(() => {
      this.pause = undefined;
      this.flush();
    }, RESTART_AFTER_MS);
  }

  private abortUntold(): void {
    for (const { slot } of this.asks.splice(0)) this.abort(slot, CUT_OFF);
  }

  private abort(slot: number, message: string): void {
    this.settle({ slot, result: aborted(message) });
  }
}

function tell(thread: Worker, message: ToThread): void {
  // oxlint-disable-next-line require-post-message-target-origin -- a thread has no origin
  thread.postMessage(message);
}

function aborted(message: string): SignedSendResult {
  return { ...unsent('aborted', message), signatures: '' };
}
