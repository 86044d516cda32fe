/**
 * The least that can deliver: POSTs recorded requests with undici and does nothing else. By
 * `dispatch`, undici's cheapest call, over as many connections as the dispatcher uses.
 */
import { readFileSync } from 'node:fs';
import { type Dispatcher, Pool } from 'undici';
import type { RecordedPost } from '../support/recorded-posts';

const [url = '', recording = '', connections = ''] = process.argv.slice(2);
const { origin, pathname: path } = new URL(url);
const posts = JSON.parse(readFileSync(recording, 'utf8')) as RecordedPost[];

// Without undici's own two timers a request, as the sender has it.
const pool = new Pool(origin, {
  connections: Number(connections),
  headersTimeout: 0,
  bodyTimeout: 0,
});
let next = 0;

function post(): void {
  const recorded = posts[next++];
  if (recorded) pool.dispatch({ path, method: 'POST', ...recorded }, handler);
}

const handler: Dispatcher.DispatchHandler = {
  onRequestStart: () => {},
  onResponseStart: (_controller, statusCode) => {
    if (statusCode !== 200) throw new Error(`Answered with ${statusCode}`);
  },
  onResponseData: () => {},
  onResponseEnd: post,
  onResponseError: (_controller, error) => {
    throw error;
  },
};

for (let connection = 0; connection < Number(connections); connection++) post();
