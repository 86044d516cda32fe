import { join } from 'node:path';
import { BroadcastChannel } from 'node:worker_threads';
import type { ThreadStart } from '../thread/threaded-sender';

/** The thread of a `ThreadedSender` from its source, where nothing is built. */
export const FROM_SOURCE: ThreadStart = {
  entry: join(__dirname, '../thread/sender-thread.ts'),
  execArgv: ['--require', join(__dirname, 'typescript-thread.js')],
};

/** Has those threads fail. */
export function endSenderThreads(): void {
  const channel = new BroadcastChannel('end-of-sender-threads');
  // oxlint-disable-next-line require-post-message-target-origin -- threads have no origin
  channel.postMessage('end');
  channel.close();
}
