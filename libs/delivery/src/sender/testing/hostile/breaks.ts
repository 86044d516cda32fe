import { type Behaviour, response } from './behaviour';

/** Those that go away, or speak no proper HTTP/1.1. */
export const BREAKS: readonly Behaviour[] = [
  {
    does: 'shows a certificate that nobody trusts',
    overTls: true,
    answer: (socket) => socket.end(response('HTTP/1.1 200 OK', ['Content-Length: 2'], 'ok')),
    ends: { ok: false, statusCode: null, errorClass: 'tls' },
  },
  {
    does: 'resets the connection before headers',
    answer: (socket) => socket.resetAndDestroy(),
    ends: { ok: false, statusCode: null, errorClass: 'reset' },
  },
  {
    does: 'resets the connection in mid-body',
    answer: (socket) =>
      socket.write(response('HTTP/1.1 200 OK', ['Content-Length: 10'], 'half'), () =>
        setTimeout(() => socket.resetAndDestroy(), 10),
      ),
    ends: { ok: false, errorClass: 'reset' },
  },
  {
    does: 'closes in mid-body',
    answer: (socket) => socket.end(response('HTTP/1.1 200 OK', ['Content-Length: 10'], 'half')),
    ends: { ok: false, statusCode: 200, errorClass: 'reset', responseBody: 'half' },
  },
  {
    does: 'closes kept-alive connections at once',
    answer: (socket) =>
      socket.end(
        response('HTTP/1.1 200 OK', ['Connection: keep-alive', 'Content-Length: 2'], 'ok'),
      ),
    ends: { ok: true, statusCode: 200, responseBody: 'ok' },
  },
  {
    does: 'sends HTTP/1.0 and closes',
    answer: (socket) => socket.end(response('HTTP/1.0 200 OK', [], 'ok')),
    ends: { ok: true, statusCode: 200, responseBody: 'ok' },
  },
  {
    does: 'sends HTTP/1.0 with a length and does not close',
    answer: (socket) => socket.write(response('HTTP/1.0 200 OK', ['Content-Length: 2'], 'ok')),
    ends: { ok: true, statusCode: 200, responseBody: 'ok' },
  },
  {
    does: 'sends HTTP/0.9',
    answer: (socket) => socket.end('<html>ok</html>'),
    ends: { ok: false, statusCode: null, errorClass: 'invalid-response' },
  },
  {
    does: 'states a length and chunks as well',
    answer: (socket) =>
      socket.write(
        response(
          'HTTP/1.1 200 OK',
          ['Content-Length: 2', 'Transfer-Encoding: chunked'],
          '2\r\nok\r\n0\r\n\r\n',
        ),
      ),
    ends: { ok: false, statusCode: null, errorClass: 'invalid-response' },
  },
  {
    does: 'states a length beyond all numbers',
    answer: (socket) =>
      socket.write(response('HTTP/1.1 200 OK', [`Content-Length: ${'9'.repeat(40)}`], 'ok')),
    ends: { ok: false, statusCode: null, errorClass: 'invalid-response' },
  },
  {
    does: 'sends a chunk of no size',
    answer: (socket) =>
      socket.write(response('HTTP/1.1 200 OK', ['Transfer-Encoding: chunked'], 'none\r\nok\r\n')),
    ends: { ok: false, statusCode: 200, errorClass: 'invalid-response' },
  },
];
