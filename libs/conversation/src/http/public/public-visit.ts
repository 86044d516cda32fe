import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { IdempotentRequest } from '@app/http';
import type { Origin } from '../../commands/contacts/visitor-metadata';
import type { Inbox } from '../../domain/inbox';
import type { Visitor } from '../../read-model/visitors';

/** What a request of the client API is about: by its path, for it has no access token. */
export interface PublicVisit {
  readonly inbox: Inbox;
  /** Who the source id in the path names; undefined where the path has none. */
  readonly visitor: Visitor | undefined;
  readonly origin: Origin;
}

export type PublicRequest = IdempotentRequest & { visit: Omit<PublicVisit, 'origin'> };

/** The {@link PublicVisit} of the request, in a controller of {@link PublicController}. */
export const CurrentVisit = createParamDecorator(
  (_: unknown, context: ExecutionContext): PublicVisit => {
    const request = context.switchToHttp().getRequest<PublicRequest>();
    return { ...request.visit, origin: originOf(request) };
  },
);

/** The request's id in the logs becomes its events' correlation id. */
export function originOf({ id, idempotency }: IdempotentRequest): Origin {
  return { correlationId: id, ...(idempotency && { idempotency }) };
}

/** The {@link Visitor} of the request, where the path has a `:sourceId`. */
export const CurrentVisitor = createParamDecorator(
  (_: unknown, context: ExecutionContext): Visitor =>
    context.switchToHttp().getRequest<PublicRequest>().visit.visitor!,
);
