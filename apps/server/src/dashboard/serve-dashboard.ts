import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import staticFiles from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import { pageHeaders } from './page-headers';

/** Where the build has it: beside this app. In the sources nothing there is built. */
const DIRECTORY = join(__dirname, '../../../dashboard');
const ASSETS = join(DIRECTORY, 'assets');

/** What the build leaves in the page where the nonce of a response goes. */
const NONCE_PLACEHOLDER = '{{nonce}}';
const NONCE_BYTES = 16;

/** The dashboard's own addresses: all are answered by the one page, which then shows what is there. */
const PAGES = [
  '/',
  '/first-run',
  '/settings/*',
  '/live',
  '/event-types',
  '/event-types/*',
  '/access-tokens',
];

/** Serves the dashboard where it was built; where it was not, as in tests from the sources, there are no pages. */
export function serveDashboard(app: NestFastifyApplication, log: Logger): void {
  if (!existsSync(ASSETS)) {
    log.warn('The dashboard was not built: `npm run build` makes it. There is the API alone');
    return;
  }
  const fastify = app.getHttpAdapter().getInstance();
  const page = readFileSync(join(DIRECTORY, 'index.html'), 'utf8');
  const givePage = (_request: unknown, reply: FastifyReply): void => {
    const nonce = randomBytes(NONCE_BYTES).toString('base64');
    void reply.headers(pageHeaders(nonce)).send(page.replaceAll(NONCE_PLACEHOLDER, nonce));
  };
  for (const path of PAGES) fastify.get(path, givePage);
  void fastify.register(staticFiles, {
    root: ASSETS,
    prefix: '/assets/',
    index: false,
    decorateReply: false,
    // The build has left them beside scripts and styles.
    preCompressed: true,
    // Their names change with what is in them.
    immutable: true,
    maxAge: '1y',
    setHeaders: (reply) => void reply.header('x-content-type-options', 'nosniff'),
  });
}
