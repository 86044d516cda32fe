import { DatabaseError } from 'pg';
import { isUnreachable } from '../postgres-error';

/** A projection threw, for the events of one of the outcomes of a batch. */
export class ProjectionBug extends Error {
  constructor(
    readonly index: number,
    override readonly cause: unknown,
  ) {
    super('A projection threw');
    this.name = 'ProjectionBug';
  }
}

/** Where the server has run out of something, or is broken. */
const SERVER_FAILED = /^(53|57|58|XX)/;

/** Whether a transaction was refused for something that is in it, and is known not to be committed. */
export function isRefusal(error: unknown): boolean {
  if (error instanceof ProjectionBug) return true;
  if (!(error instanceof DatabaseError) || isUnreachable(error)) return false;
  return !SERVER_FAILED.test(error.code ?? '');
}

/** Whether a stream that was taken for new has events. */
export function isVersionTaken(error: unknown): boolean {
  return (
    error instanceof DatabaseError &&
    error.code === '23505' &&
    error.constraint === 'events_stream_version_key'
  );
}
