import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** What runs in browsers on customers' own pages, and has no access token to give away. */
const OPEN_PATHS = ['/public/api/', '/api/v1/widget/'];

const OPEN = {
  origin: '*',
  methods: ['GET', 'POST', 'PATCH'],
  allowedHeaders: ['Content-Type', 'X-Auth-Token', 'Idempotency-Key'],
  exposedHeaders: ['Idempotent-Replayed', 'X-Request-Id'],
  maxAge: 86_400,
};

/** Lets pages of any origin call the client and the widget API, and nothing else. */
export function allowCrossOrigin(app: NestFastifyApplication): void {
  app.enableCors({
    delegator: ({ url }, done) =>
      done(null, OPEN_PATHS.some((path) => url.startsWith(path)) ? OPEN : { origin: false }),
  });
}
