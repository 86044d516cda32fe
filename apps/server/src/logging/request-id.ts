import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** A caller's own id for the request, where it is one that a log can take. */
const ACCEPTABLE = /^[\w.:/+=-]{1,128}$/;

const processId = randomBytes(6).toString('hex');
let requests = 0;

/** Unique over restarts, and cheaper than a random id a request. */
export function requestId({ headers }: { headers: IncomingHttpHeaders }): string {
  const given = headers['x-request-id'];
  if (typeof given === 'string' && ACCEPTABLE.test(given)) return given;
  requests += 1;
  return `${processId}-${requests.toString(36)}`;
}
