/**
 * An endpoint that costs as little as one can: answers every request with 200, and tells the
 * benchmark of the first and the last of those it is to expect. Listens on the port it is given.
 */
import { createServer } from 'node:net';
import { HttpMessageCounter } from '../support/http-message-counter';
import { tell, when } from '../support/messages';

const ANSWER = Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok');

const port = Number(process.argv[2]);
let expected = Infinity;
let seen = 0;
let firstAtMs = 0;

function see(): void {
  seen++;
  if (seen === 1) {
    firstAtMs = performance.now();
    tell({ type: 'first' });
  }
  if (seen === expected) tell({ type: 'complete', elapsedMs: performance.now() - firstAtMs });
}

when('expect', ({ requests }) => {
  expected = requests ?? Infinity;
  seen = 0;
  tell({ type: 'expecting' });
});

when('read-seen', () => tell({ type: 'seen', requests: seen }));

createServer({ noDelay: true }, (socket) => {
  const requests = new HttpMessageCounter();
  socket.on('data', (chunk) => {
    for (let ended = requests.count(chunk); ended > 0; ended--) {
      see();
      socket.write(ANSWER);
    }
  });
  // A party that is stopped resets its connections.
  socket.on('error', () => socket.destroy());
}).listen(port, '127.0.0.1', () => tell({ type: 'listening', port }));
