import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** What a client got. */
export interface Answer {
  readonly status: number;
  /** JSON; null where there is none. */
  readonly body: string | null;
}

/** A request whose answer others wait for, or may ask for later. */
export type AnsweredRequest = FastifyRequest & {
  /**
   * Told of the answer before it is sent, once. What has an error has no answer worth keeping, and
   * is told as undefined.
   */
  firstAnswer?: (answer: Answer | undefined) => Promise<void>;
};

/**
 * Has the server tell a request's `firstAnswer` of its answer. A hook, and not an interceptor: a
 * single one of those costs every request of its route some 15 µs (docs/decisions/0027).
 */
export function tellFirstAnswers(fastify: FastifyInstance): void {
  fastify.addHook('onSend', async (request: AnsweredRequest, reply, payload) => {
    const { firstAnswer } = request;
    if (firstAnswer) {
      // What cannot be kept is answered with an error, of which this must not hear again.
      delete request.firstAnswer;
      await firstAnswer(toAnswer(reply, payload));
    }
    return payload;
  });
}

function toAnswer({ statusCode }: FastifyReply, payload: unknown): Answer | undefined {
  if (statusCode >= 400) return undefined;
  return { status: statusCode, body: typeof payload === 'string' ? payload : null };
}
