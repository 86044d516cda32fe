import type { FastifyReply, FastifyRequest } from 'fastify';

const NAME = 'hoory_session';

/** As `makeAccessToken` makes them. */
const COOKIE = new RegExp(`(?:^|;\\s*)${NAME}=([\\w-]+)(?:;|$)`);

export function readSessionCookie({ headers }: FastifyRequest): string | undefined {
  return COOKIE.exec(headers.cookie ?? '')?.[1];
}

export interface SessionCookie {
  readonly token: string;
  readonly lifetimeMs: number;
  /** Whether browsers are to send it over HTTPS alone. */
  readonly secure: boolean;
}

/** No script can read it, and no page of another site has it sent. */
export function setSessionCookie(reply: FastifyReply, cookie: SessionCookie): void {
  const { token, lifetimeMs, secure } = cookie;
  const attributes = [
    `${NAME}=${token}`,
    'Path=/',
    `Max-Age=${Math.floor(lifetimeMs / 1_000)}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(secure ? ['Secure'] : []),
  ];
  reply.header('set-cookie', attributes.join('; '));
}

export function clearSessionCookie(reply: FastifyReply): void {
  reply.header('set-cookie', `${NAME}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax`);
}
