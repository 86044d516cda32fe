import { isUnreachable, Refusal, type RefusalReason } from '@app/event-store';
import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  HttpStatus,
  Logger,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** The body of every 422: what is wrong, in words for a person, and the names of the fields at fault. */
export interface InvalidBody {
  readonly message: string;
  readonly attributes: readonly string[];
}

const STATUS: Record<RefusalReason, HttpStatus> = {
  invalid: HttpStatus.UNPROCESSABLE_ENTITY,
  'not-found': HttpStatus.NOT_FOUND,
  conflict: HttpStatus.CONFLICT,
  unauthorized: HttpStatus.UNAUTHORIZED,
};

/**
 * Answers every error with one of two bodies: `{message, attributes}` for 422, `{error}` for
 * all else. Without its database it answers 503: whether such a request was carried out is not known.
 * What nobody foresaw is logged whole and answered with a bare 500.
 */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    if (error instanceof Refusal) {
      const { reason, message, attributes } = error;
      const body =
        reason === 'invalid' ? ({ message, attributes } satisfies InvalidBody) : { error: message };
      void reply.status(STATUS[reason]).send(body);
    } else if (error instanceof HttpException) {
      void reply.status(error.getStatus()).send({ error: error.message });
    } else if (isFastifyClientError(error)) {
      void reply.status(error.statusCode).send({ error: error.message });
    } else if (isUnreachable(error)) {
      this.logger.error({ err: error, requestId: http.getRequest<FastifyRequest>().id });
      void reply
        .status(HttpStatus.SERVICE_UNAVAILABLE)
        .send({ error: 'The database does not answer' });
    } else {
      this.logger.error({ err: error, requestId: http.getRequest<FastifyRequest>().id });
      void reply.status(HttpStatus.INTERNAL_SERVER_ERROR).send({ error: 'Internal server error' });
    }
  }
}

/** What Fastify says of a request it could not read: malformed JSON, a body too large, … */
function isFastifyClientError(error: unknown): error is { statusCode: number; message: string } {
  if (!(error instanceof Error) || !('statusCode' in error)) return false;
  return Number(error.statusCode) >= 400 && Number(error.statusCode) < 500;
}
