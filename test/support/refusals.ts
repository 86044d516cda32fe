import { countEvents } from './database';
import type { Installation } from './installation';
import { callRest, type RestRequest } from './rest';

/** What a request led to. */
export interface Outcome {
  readonly status: number;
  readonly body: unknown;
  readonly storedEvents: number;
}

export async function outcomeOf(
  { server, databaseUrl }: Installation,
  request: RestRequest,
): Promise<Outcome> {
  const eventsBefore = await countEvents(databaseUrl);
  const { status, body } = await callRest(server.url, request);
  return { status, body, storedEvents: (await countEvents(databaseUrl)) - eventsBefore };
}

/** An answer's words and no program's: not empty, no stack trace, no file. */
const WORDS: unknown = expect.stringMatching(/^(?!.*(?:\n|\bat .*:\d+|node_modules|\.[jt]s\b))./s);

/** The contract's body for what is not valid. */
export function invalid(...attributes: string[]): Outcome {
  return { status: 422, body: { message: WORDS, attributes }, storedEvents: 0 };
}

/** The contract's body for all else. */
export function refused(status: number, error = WORDS): Outcome {
  return { status, body: { error }, storedEvents: 0 };
}

/** For what may be taken for unreadable as well as for not valid. */
export const UNREADABLE_OR_INVALID: readonly Outcome[] = [
  refused(400),
  {
    status: 422,
    body: { message: WORDS, attributes: expect.arrayContaining([expect.any(String)]) },
    storedEvents: 0,
  },
];

export const NOT_FOUND = refused(404, 'Resource could not be found');
export const UNKNOWN_TOKEN = refused(401, 'Invalid Access Token');
export const NOT_AUTHORIZED = refused(401, 'You are not authorized to do this action');
