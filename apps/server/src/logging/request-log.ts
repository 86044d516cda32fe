import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import type { Logger } from 'pino';

/** Health checks come every few seconds and would drown the rest. */
const QUIET = '/health/';

/** Below these, who knows a path may do what it names. */
const TELLING = ['/public/api/', '/attachments/'];

/** One line a request, written when it has been answered; the reply carries its id. */
export function logRequests(app: NestFastifyApplication, log: Logger): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const level = request.url.startsWith(QUIET) ? 'debug' : 'info';
    log[level](
      {
        requestId: request.id,
        method: request.method,
        path: pathOf(request),
        statusCode: reply.statusCode,
        durationMs: Math.round(reply.elapsedTime * 10) / 10,
      },
      'request',
    );
    done();
  });
}

/** Without the query, in which some clients put tokens; as its route where the path itself is a key. */
function pathOf({ url, routeOptions }: FastifyRequest): string {
  const path = url.split('?', 1)[0]!;
  const telling = TELLING.find((prefix) => path.startsWith(prefix));
  return telling === undefined ? path : (routeOptions.url ?? telling);
}
