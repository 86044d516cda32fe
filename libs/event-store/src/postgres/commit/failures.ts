import { DatabaseError } from 'pg';

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

/** Connections, resources, what an operator did, the system, and bugs of the server. */
const NO_STATEMENTS_FAULT = /^(08|53|57|58|XX|25P03)/;

/** Whether a transaction was refused for something that is in it, and is known not to be committed. */
export function isRefusal(error: unknown): boolean {
  if (error instanceof ProjectionBug) return true;
  return error instanceof DatabaseError && !NO_STATEMENTS_FAULT.test(error.code ?? '');
}

/** Whether a stream that was taken for new has events. */
export function isVersionTaken(error: unknown): boolean {
  return (
    error instanceof DatabaseError &&
    error.code === '23505' &&
    error.constraint === 'events_stream_version_key'
  );
}
