/** POSTs one small body so many times, 64 at once, with the client it is told: what a client costs. */
import axios from 'axios';
import { Pool, request } from 'undici';
import { tell, when } from '../support/messages';
import { sampleText } from '../support/sample-message';

const AT_ONCE = 64;

const [url = '', client = '', posts = ''] = process.argv.slice(2);
const body = JSON.stringify({ event: 'message_created', content: sampleText(1) });
const headers = { 'content-type': 'application/json' };

const CLIENTS: Record<string, () => Promise<unknown>> = {
  axios: () => axios.post(url, body, { headers }),
  fetch: () => fetch(url, { method: 'POST', headers, body }).then((response) => response.text()),
  undici: undiciPost(),
};

function undiciPost(): () => Promise<unknown> {
  const dispatcher = new Pool(new URL(url).origin, { connections: AT_ONCE });
  return () =>
    request(url, { method: 'POST', headers, body, dispatcher }).then((response) =>
      response.body.text(),
    );
}

async function run(): Promise<void> {
  const startedAtMs = performance.now();
  const post = CLIENTS[client]!;
  let left = Number(posts);
  const loop = async (): Promise<void> => {
    while (left-- > 0) await post();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, loop));
  tell({ type: 'loaded', elapsedMs: performance.now() - startedAtMs });
}

when('run', () => void run());
tell({ type: 'ready' });
