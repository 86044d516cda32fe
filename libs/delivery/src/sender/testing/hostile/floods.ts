import { gzipSync } from 'node:zlib';
import { type Behaviour, pour, response } from './behaviour';

const LIMIT = 16 * 1024;

/** 100 KB, and 100 MiB for who unpacks them. */
const gzipBomb = gzipSync(Buffer.alloc(100 * 1024 * 1024));

/** Those that send more than anybody wants. */
export const FLOODS: readonly Behaviour[] = [
  {
    does: 'never ends its body',
    answer: (socket) => {
      socket.write(response('HTTP/1.1 200 OK', ['Transfer-Encoding: chunked']));
      pour(socket, `400\r\n${'x'.repeat(1024)}\r\n`.repeat(16));
    },
    ends: { ok: true, statusCode: 200, responseBody: 'x'.repeat(LIMIT) },
  },
  {
    does: 'never ends the body of an error',
    answer: (socket) => {
      socket.write(response('HTTP/1.1 500 Internal Server Error', []));
      pour(socket, 'x'.repeat(LIMIT));
    },
    ends: { statusCode: 500, errorClass: 'http-status', responseBody: 'x'.repeat(LIMIT) },
  },
  {
    does: 'sends a gzip bomb of 100 MiB',
    answer: (socket) => {
      const headers = ['Content-Encoding: gzip', `Content-Length: ${gzipBomb.length}`];
      socket.write(response('HTTP/1.1 200 OK', headers));
      socket.write(gzipBomb);
    },
    ends: {
      ok: true,
      statusCode: 200,
      responseBody: gzipBomb.toString('utf8', 0, LIMIT),
    },
  },
  {
    does: 'floods with 102 Processing',
    answer: (socket) => pour(socket, response('HTTP/1.1 102 Processing', []).repeat(1000)),
    ends: { ok: false, statusCode: null, errorClass: 'invalid-response' },
  },
  {
    does: 'floods with 103 Early Hints',
    answer: (socket) =>
      pour(socket, response('HTTP/1.1 103 Early Hints', ['Link: </a>']).repeat(1000)),
    ends: { ok: false, statusCode: null, errorClass: 'invalid-response' },
  },
  {
    does: 'floods with headers',
    answer: (socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      pour(socket, 'X-Header: value\r\n'.repeat(1000));
    },
    ends: { ok: false, statusCode: null, errorClass: 'invalid-response' },
  },
  {
    does: 'never ends a header',
    answer: (socket) => {
      socket.write('HTTP/1.1 200 OK\r\nX-Header: ');
      pour(socket, 'value'.repeat(1000));
    },
    ends: { ok: false, statusCode: null, errorClass: 'invalid-response' },
  },
  {
    does: 'floods with trailers',
    answer: (socket) => {
      socket.write(response('HTTP/1.1 200 OK', ['Transfer-Encoding: chunked'], '2\r\nok\r\n0\r\n'));
      pour(socket, 'X-Trailer: value\r\n'.repeat(1000));
    },
    ends: { ok: false, statusCode: 200, errorClass: 'invalid-response' },
  },
];
