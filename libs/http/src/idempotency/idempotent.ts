import { applyDecorators, UseFilters, UseGuards } from '@nestjs/common';
import { ApiConflictResponse, ApiHeader } from '@nestjs/swagger';
import { IdempotencyGuard } from './idempotency.guard';
import { RepeatedRequestFilter } from './repeated-request';

/**
 * Has a route take `Idempotency-Key`: whoever repeats a request within 24 hours gets the first
 * answer again. The route's guard sets `idempotencyScope`, its handler passes `idempotency` on to
 * the command. Stands above decorators whose guards read the body.
 */
export function Idempotent(): MethodDecorator {
  return applyDecorators(
    UseGuards(IdempotencyGuard),
    UseFilters(RepeatedRequestFilter),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description:
        'Made up by the client, a random UUID for example. For 24 hours the same request under the ' +
        'same key gets the first answer again, with `Idempotent-Replayed: true`, and does nothing.',
      schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[ -~]+$' },
    }),
    ApiConflictResponse({
      description: 'The Idempotency-Key has already been used for another request',
      schema: { type: 'object', properties: { error: { type: 'string' } } },
    }),
  );
}
