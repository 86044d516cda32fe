/**
 * Sends HTTP requests as they are told over raw sockets, one under way on each connection, and
 * takes the time. Costs a fraction of what it measures, which an HTTP client would not.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { HttpMessageCounter } from '../support/http-message-counter';
import { type MessageOf, tell, when } from '../support/messages';

const SUCCESS = 'HTTP/1.1 200 ';

let answered = 0;

when('load', (load) => void run(load));
when('read-seen', () => tell({ type: 'seen', requests: answered }));
tell({ type: 'listening', port: 0 });

async function run({ port, requests, until }: MessageOf<'load'>): Promise<void> {
  const sockets = await Promise.all(requests.map(() => open(port)));
  const startedAtMs = performance.now();
  const isOver = (sent: number): boolean =>
    'requests' in until
      ? sent >= until.requests
      : performance.now() - startedAtMs >= until.elapsedMs;
  answered = 0;
  await sendAll(sockets, requests, isOver);
  tell({ type: 'loaded', elapsedMs: performance.now() - startedAtMs });
  for (const socket of sockets) socket.destroy();
}

async function open(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  return socket;
}

/** Resolves once every answer is there. */
function sendAll(
  sockets: readonly Socket[],
  requests: readonly string[],
  isOver: (sent: number) => boolean,
): Promise<void> {
  return new Promise((resolve) => {
    let sent = 0;
    sockets.forEach((socket, index) => {
      const answers = new HttpMessageCounter();
      let answerBegins = true;
      const send = (): void => {
        if (isOver(sent)) return;
        sent++;
        answerBegins = true;
        socket.write(requests[index]!);
      };
      socket.on('data', (chunk) => {
        if (answerBegins && chunk.toString('latin1', 0, SUCCESS.length) !== SUCCESS) {
          throw new Error(`Not a success: ${chunk.toString()}`);
        }
        answerBegins = false;
        if (answers.count(chunk) === 0) return;
        answered++;
        send();
        if (answered === sent) resolve();
      });
      send();
    });
  });
}
