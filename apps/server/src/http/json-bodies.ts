import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';

/**
 * Has the server take JSON and nothing else: Fastify would take text for a string, Nest a form for
 * an object. An empty body counts as none, for some clients announce JSON with every DELETE.
 */
export function takeJsonBodies(fastify: FastifyInstance): void {
  // 'error': a body with `__proto__` or `constructor.prototype` is malformed.
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else void parse(request, String(body), done);
  });
  // Others announce a form where they send nothing.
  fastify.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    if (body === '') done(null, undefined);
    else done(new UnsupportedMediaTypeException('Body must be JSON'));
  });
}
