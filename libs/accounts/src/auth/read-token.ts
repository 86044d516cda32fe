import type { FastifyRequest } from 'fastify';

/** `api_access_token` or `Authorization: Bearer`; a client that sends both sends the same in both. */
export function readToken({ headers }: FastifyRequest): string | undefined {
  const token = headers['api_access_token'];
  if (typeof token === 'string' && token !== '') return token;
  return /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1];
}
