import { ForbiddenException } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what a page of another origin may have had a browser send with the session's cookie.
 * Browsers say where a request comes from: by `Sec-Fetch-Site` over HTTPS and to localhost, by
 * `Origin` else. What says neither was sent by no browser, and may as well use an access token.
 * @throws ForbiddenException
 */
export function expectSameOrigin({ method, headers }: FastifyRequest): void {
  if (SAFE_METHODS.has(method)) return;
  const site = headers['sec-fetch-site'];
  const isSame =
    site === undefined ? hostOf(headers.origin) === headers.host : site === 'same-origin';
  if (!isSame) {
    throw new ForbiddenException('A session changes nothing for pages of other origins');
  }
}

function hostOf(origin: string | undefined): string | undefined {
  return /^https?:\/\/([^/]+)$/.exec(origin ?? '')?.[1];
}
