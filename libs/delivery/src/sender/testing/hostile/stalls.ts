import { type Behaviour, drip, response } from './behaviour';

/** Those that take their time. Faster than a drip a second, for the sake of short tests. */
export const STALLS: readonly Behaviour[] = [
  {
    does: 'hangs before headers',
    answer: () => undefined,
    ends: { ok: false, statusCode: null, errorClass: 'timeout' },
    outlasts: true,
  },
  {
    does: 'drips its headers',
    answer: (socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      drip(socket, 20, 'X: 1\r\n');
    },
    ends: { ok: false, statusCode: null, errorClass: 'timeout' },
    outlasts: true,
  },
  {
    does: 'hangs in the body',
    answer: (socket) => socket.write(response('HTTP/1.1 200 OK', ['Content-Length: 10'], 'half')),
    ends: { ok: false, errorClass: 'timeout' },
    outlasts: true,
  },
  {
    does: 'drips its body a byte at a time',
    answer: (socket) => {
      socket.write(response('HTTP/1.1 200 OK', ['Transfer-Encoding: chunked']));
      drip(socket, 20, '1\r\nx\r\n');
    },
    ends: { ok: false, errorClass: 'timeout' },
    outlasts: true,
  },
  {
    does: 'drips a reason phrase that never ends',
    answer: (socket) => {
      socket.write('HTTP/1.1 200 OK');
      drip(socket, 20, ' and so on'.repeat(100));
    },
    ends: { ok: false, statusCode: null, errorClass: 'timeout' },
    outlasts: true,
  },
  {
    does: 'drips the extensions of one chunk',
    answer: (socket) => {
      socket.write(response('HTTP/1.1 200 OK', ['Transfer-Encoding: chunked'], '4;a=b'));
      drip(socket, 20, ';a=b'.repeat(100));
    },
    ends: { ok: false, errorClass: 'timeout' },
    outlasts: true,
  },
  {
    does: 'sends HTTP/1.0 without a length and keeps the connection',
    answer: (socket) => socket.write(response('HTTP/1.0 200 OK', [], 'ok')),
    ends: { ok: false, errorClass: 'timeout' },
    outlasts: true,
  },
];
