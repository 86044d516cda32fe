import { hash, randomBytes } from 'node:crypto';

/** 144 random bits, so that a plain hash is enough to keep the token itself out of the database. */
export function makeAccessToken(): string {
  return randomBytes(18).toString('base64url');
}

export function hashAccessToken(token: string): string {
  return hash('sha256', token);
}

/** By which a user tells a token from their others. */
export function lastCharactersOf(token: string): string {
  return token.slice(-4);
}
