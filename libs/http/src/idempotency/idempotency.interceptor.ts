import { type Idempotency, IdempotencyConflictError, IdempotencyKeys } from '@app/event-store';
import { SecretBox } from '@app/secrets';
import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { lastValueFrom, type Observable, of } from 'rxjs';
import { type IdempotentRequest, readIdempotency } from './idempotent-request';

interface Answer {
  readonly status: number;
  /** JSON; null where there is none. */
  readonly body: string | null;
}

interface Answered {
  readonly answer: Answer;
  readonly replayed: boolean;
}

interface UnderWay {
  readonly fingerprint: string;
  readonly answered: Promise<Answered>;
}

/**
 * Gives a repeated request the first answer again, byte for byte (docs/decisions/0011). Errors are
 * thrown here and answered further out, so what a handler returns is a success and worth keeping.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  private readonly underWay = new Map<string, UnderWay>();

  constructor(
    private readonly keys: IdempotencyKeys,
    private readonly secretBox: SecretBox,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const request = http.getRequest<IdempotentRequest>();
    const idempotency = readIdempotency(request, this.secretBox);
    if (!idempotency) return next.handle();
    request.idempotency = idempotency;

    const reply = http.getResponse<FastifyReply>();
    const { answer, replayed } = await this.answerOnce(idempotency, async () => {
      const result: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
      return { status: reply.statusCode, body: JSON.stringify(result) ?? null };
    });
    reply.status(answer.status);
    if (replayed) reply.header('Idempotent-Replayed', 'true');
    if (answer.body === null) return of(undefined);
    // Text under this type is sent as it is.
    reply.header('Content-Type', 'application/json; charset=utf-8');
    return of(answer.body);
  }

  /** Waits for a request under the same key that came before; where it fails, this one takes its place. */
  private async answerOnce(
    idempotency: Idempotency,
    handle: () => Promise<Answer>,
  ): Promise<Answered> {
    const { key, fingerprint } = idempotency;
    for (let first = this.underWay.get(key); first; first = this.underWay.get(key)) {
      if (first.fingerprint !== fingerprint) throw new IdempotencyConflictError();
      const answered = await first.answered.catch(() => undefined);
      if (answered) return { ...answered, replayed: true };
    }
    const answered = this.findOrHandle(idempotency, handle);
    this.underWay.set(key, { fingerprint, answered });
    try {
      return await answered;
    } finally {
      this.underWay.delete(key);
    }
  }

  private async findOrHandle(
    idempotency: Idempotency,
    handle: () => Promise<Answer>,
  ): Promise<Answered> {
    const saved = await this.keys.findAnswer(idempotency);
    if (saved !== undefined) {
      return { answer: JSON.parse(this.secretBox.open(saved)) as Answer, replayed: true };
    }
    const answer = await handle();
    // Sealed, for there are secrets that only an answer shows.
    await this.keys.saveAnswer(idempotency, this.secretBox.seal(JSON.stringify(answer)));
    return { answer, replayed: false };
  }
}
