import { type Idempotency, IdempotencyConflictError, IdempotencyKeys } from '@app/event-store';
import { SecretBox } from '@app/secrets';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { type Answer, beforeAnswer } from '../before-answer';
import { type IdempotentRequest, readIdempotency } from './idempotent-request';
import { RepeatedRequest } from './repeated-request';

interface UnderWay {
  readonly fingerprint: string;
  /** undefined where there was none worth keeping. */
  readonly answered: Promise<Answer | undefined>;
}

/**
 * Lets the first request under a key through, and has every other one answered as that was, byte
 * for byte (docs/decisions/0011).
 */
@Injectable()
export class IdempotencyGuard implements CanActivate {
  private readonly underWay = new Map<string, UnderWay>();

  constructor(
    private readonly keys: IdempotencyKeys,
    private readonly secretBox: SecretBox,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const request = context.switchToHttp().getRequest<IdempotentRequest>();
    const idempotency = readIdempotency(request, this.secretBox);
    return idempotency === undefined || this.passFirst(request, idempotency);
  }

  /**
   * Waits for a request under the same key that came before; where it fails, this one takes its place.
   * @throws RepeatedRequest with the answer of the first, IdempotencyConflictError
   */
  private async passFirst(request: IdempotentRequest, idempotency: Idempotency): Promise<true> {
    const { key, fingerprint } = idempotency;
    for (let first = this.underWay.get(key); first; first = this.underWay.get(key)) {
      if (first.fingerprint !== fingerprint) throw new IdempotencyConflictError();
      const answer = await first.answered;
      if (answer) throw new RepeatedRequest(answer);
    }
    const tell = this.begin(idempotency);
    const saved = await this.findAnswer(idempotency).catch((error: unknown) => {
      tell(undefined);
      throw error;
    });
    if (saved) {
      tell(saved);
      throw new RepeatedRequest(saved);
    }
    request.idempotency = idempotency;
    beforeAnswer(request, async (answer) => {
      // Told in any case: others wait.
      let kept: Answer | undefined;
      try {
        if (answer.status < 400) {
          await this.saveAnswer(idempotency, answer);
          kept = answer;
        }
      } finally {
        tell(kept);
      }
    });
    return true;
  }

  /** @returns what those who wait under the key are told with */
  private begin({ key, fingerprint }: Idempotency): (answer: Answer | undefined) => void {
    let resolve!: (answer: Answer | undefined) => void;
    const answered = new Promise<Answer | undefined>((settle) => (resolve = settle));
    this.underWay.set(key, { fingerprint, answered });
    return (answer) => {
      this.underWay.delete(key);
      resolve(answer);
    };
  }

  private async findAnswer(idempotency: Idempotency): Promise<Answer | undefined> {
    const saved = await this.keys.findAnswer(idempotency);
    return saved === undefined ? undefined : (JSON.parse(this.secretBox.open(saved)) as Answer);
  }

  /** Sealed, for there are secrets that only an answer shows. */
  private saveAnswer(idempotency: Idempotency, answer: Answer): Promise<void> {
    return this.keys.saveAnswer(idempotency, this.secretBox.seal(JSON.stringify(answer)));
  }
}
