import type { StoredEvent } from './event';
import type { ExpectedVersion } from './event-store';
import { Refusal } from './refusal';

/** Somebody else appended to the stream first. */
export class WrongExpectedVersionError extends Error {
  constructor(
    readonly stream: string,
    readonly expected: ExpectedVersion,
    /** 0 where the stream has no events. */
    readonly actual: number,
  ) {
    super(`Stream ${stream} is at version ${actual}, expected ${expected}`);
    this.name = 'WrongExpectedVersionError';
  }
}

/** An event with this id is in the log already, and is not the one that was to be appended. */
export class EventIdTakenError extends Error {
  constructor(readonly eventId: string) {
    super(`Event id ${eventId} is already taken by another event`);
    this.name = 'EventIdTakenError';
  }
}

/** A read model's UNIQUE constraint refused what an append would have made true. */
export class UniqueViolationError extends Error {
  constructor(
    /** As the database names them, e.g. `webhooks.account_id, webhooks.url`. */
    readonly columns: string,
  ) {
    super(`Not unique: ${columns}`);
    this.name = 'UniqueViolationError';
  }
}

/** Another reader moved the consumer's checkpoint meanwhile. */
export class CheckpointMovedError extends Error {
  constructor(
    readonly consumer: string,
    readonly expected: string,
    readonly actual: string,
  ) {
    super(`Checkpoint of ${consumer} is at "${actual}", expected "${expected}"`);
    this.name = 'CheckpointMovedError';
  }
}

/** Nobody keeps a read model under this name. */
export class UnknownProjectionError extends Error {
  constructor(name: string, known: readonly string[]) {
    super(`There is no projection ${JSON.stringify(name)}, but ${known.join(', ')}`);
    this.name = 'UnknownProjectionError';
  }
}

/** Somebody else has it rebuilt at this moment. */
export class ProjectionBusyError extends Error {
  constructor(name: string) {
    super(`The projection ${name} is being rebuilt already`);
    this.name = 'ProjectionBusyError';
  }
}

/** A rebuild came to an event that the projection or its tables' constraints refuse. */
export class ProjectionFailedError extends Error {
  constructor(name: string, { type, position }: StoredEvent, cause: Error) {
    super(`${type} at position ${position} cannot be projected by ${name}: ${cause.message}`, {
      cause,
    });
    this.name = 'ProjectionFailedError';
  }
}

/** An idempotency key came a second time with another request. */
export class IdempotencyConflictError extends Refusal {
  constructor() {
    super('conflict', 'Idempotency-Key has already been used for another request');
    this.name = 'IdempotencyConflictError';
  }
}
