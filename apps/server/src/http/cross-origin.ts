import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';

/** What runs in browsers on customers' own pages, and has no access token to give away. */
const OPEN_PATHS = ['/public/api/', '/api/v1/widget/'];

const OPEN = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'Idempotent-Replayed, X-Request-Id',
};

const PREFLIGHT = {
  'access-control-allow-methods': 'GET, POST, PATCH',
  'access-control-allow-headers': 'Content-Type, X-Auth-Token, Idempotency-Key',
  'access-control-max-age': '86400',
};

/**
 * Lets pages of any origin call the client and the widget API, and nothing else. By a hook of its
 * own: the framework's would take options together for each request, of which most are not open.
 */
export function allowCrossOrigin(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, reply, done) => {
    if (!OPEN_PATHS.some((path) => request.url.startsWith(path))) {
      done();
      return;
    }
    reply.headers(OPEN);
    if (isPreflight(request)) void reply.headers(PREFLIGHT).status(204).send();
    else done();
  });
}

function isPreflight({ method, headers }: FastifyRequest): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
}
