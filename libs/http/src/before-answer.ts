import type { FastifyInstance, FastifyRequest } from 'fastify';

/** What a client is about to get. */
export interface Answer {
  readonly status: number;
  /** JSON; null where there is none. */
  readonly body: string | null;
}

type Listener = (answer: Answer) => Promise<void>;

type AwaitedRequest = FastifyRequest & { beforeAnswer?: Listener[] };

/**
 * Has something done when the answer to a request is known, before it is sent; where it fails, the
 * client gets that error instead. For guards and handlers, in place of an interceptor, which all requests of the
 * route would pay for (docs/decisions/0027). The server runs `tellBeforeAnswers`.
 */
export function beforeAnswer(request: FastifyRequest, listener: Listener): void {
  ((request as AwaitedRequest).beforeAnswer ??= []).push(listener);
}

/** Has a server do what `beforeAnswer` was told. */
export function tellBeforeAnswers(fastify: FastifyInstance): void {
  fastify.addHook('onSend', async (request: AwaitedRequest, { statusCode }, payload) => {
    const { beforeAnswer: listeners } = request;
    if (listeners) {
      // A listener that fails is followed by another answer, of which nobody must hear again.
      delete request.beforeAnswer;
      const body = typeof payload === 'string' ? payload : null;
      for (const listener of listeners) await listener({ status: statusCode, body });
    }
    return payload;
  });
}
