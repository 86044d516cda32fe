import { type Behaviour, response } from './behaviour';

const redirect = (status: number): Behaviour => ({
  does: `redirects with ${status}`,
  answer: (socket) =>
    socket.write(response(`HTTP/1.1 ${status} Elsewhere`, ['Location: /', 'Content-Length: 0'])),
  ends: { ok: false, statusCode: status, errorClass: 'redirect' },
});

/** Those that answer in time, and another question. */
export const SURPRISES: readonly Behaviour[] = [
  ...[301, 302, 303, 307, 308].map(redirect),
  {
    does: 'answers 200 to a HEAD alone',
    answer: (socket, head) =>
      socket.write(
        head.startsWith('HEAD ')
          ? response('HTTP/1.1 200 OK', ['Content-Length: 0'])
          : response('HTTP/1.1 405 Method Not Allowed', ['Allow: HEAD', 'Content-Length: 0']),
      ),
    ends: { ok: false, statusCode: 405, errorClass: 'http-status' },
  },
  {
    does: 'continues though nobody asked whether to',
    answer: (socket) => socket.write(response('HTTP/1.1 100 Continue', [])),
    ends: { ok: false, statusCode: null, errorClass: 'invalid-response' },
  },
  {
    does: 'switches to another protocol',
    answer: (socket) =>
      socket.write(
        response('HTTP/1.1 101 Switching Protocols', ['Connection: Upgrade', 'Upgrade: x']),
      ),
    ends: { ok: false, statusCode: null, errorClass: 'invalid-response' },
  },
  {
    does: 'answers twice',
    answer: (socket) => {
      const once = response('HTTP/1.1 200 OK', ['Content-Length: 2'], 'ok');
      socket.write(once + once);
    },
    ends: { ok: true, statusCode: 200, responseBody: 'ok' },
  },
  {
    does: 'answers before the request body is read',
    answer: (socket) => socket.write(response('HTTP/1.1 200 OK', ['Content-Length: 2'], 'ok')),
    answersEarly: true,
    ends: { ok: true, statusCode: 200, responseBody: 'ok' },
  },
  {
    does: 'refuses before the request body is read, and closes',
    answer: (socket) =>
      socket.end(
        response('HTTP/1.1 413 Content Too Large', ['Connection: close', 'Content-Length: 0']),
      ),
    answersEarly: true,
    ends: { ok: false, statusCode: 413, errorClass: 'http-status' },
  },
];
