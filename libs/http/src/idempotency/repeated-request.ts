import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Answer } from '../before-answer';

/** Thrown instead of handling a request that was answered before. */
export class RepeatedRequest extends Error {
  constructor(readonly answer: Answer) {
    super('The request has been answered before');
    this.name = 'RepeatedRequest';
  }
}

@Catch(RepeatedRequest)
export class RepeatedRequestFilter implements ExceptionFilter<RepeatedRequest> {
  catch({ answer }: RepeatedRequest, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    reply.status(answer.status).header('Idempotent-Replayed', 'true');
    // Text under this type is sent as it is.
    if (answer.body !== null) reply.header('Content-Type', 'application/json; charset=utf-8');
    void reply.send(answer.body ?? undefined);
  }
}
