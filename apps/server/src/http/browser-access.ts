import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** What the software of contacts calls, from whichever page it is on. */
const OPEN_TO_PAGES = ['/public/api/', '/api/v1/widget/'];

const PREFLIGHT_SECONDS = 2 * 60 * 60;

/**
 * Has browsers let any page call what contacts call (CORS). No cookie lets anybody in there, so a
 * page can do no more than its visitor. All else is for servers, whose tokens no page should hold.
 */
export function openToBrowsers(app: NestFastifyApplication): void {
  app.enableCors({
    delegator: (request, callback) => {
      const isOpen = OPEN_TO_PAGES.some((path) => request.url.startsWith(path));
      callback(
        null,
        isOpen
          ? {
              origin: '*',
              methods: ['GET', 'HEAD', 'POST', 'PATCH'],
              exposedHeaders: ['Idempotent-Replayed', 'X-Request-Id'],
              maxAge: PREFLIGHT_SECONDS,
            }
          : { origin: false },
      );
    },
  });
}
