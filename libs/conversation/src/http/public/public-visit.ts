import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Inbox } from '../../domain/inbox';
import type { Visitor } from '../../read-model/visitors';

/** What a request of the client API is about: by its path, for it has no access token. */
export interface PublicVisit {
  readonly inbox: Inbox;
  /** Who the source id in the path names; undefined where the path has none. */
  readonly visitor: Visitor | undefined;
  /** The request's id in the logs; the events it leads to keep it as their correlation id. */
  readonly requestId: string;
}

export type PublicRequest = FastifyRequest & { visit: PublicVisit };

/** The {@link PublicVisit} of the request, in a controller of {@link PublicController}. */
export const CurrentVisit = createParamDecorator(
  (_: unknown, context: ExecutionContext): PublicVisit =>
    context.switchToHttp().getRequest<PublicRequest>().visit,
);

/** The {@link Visitor} of the request, where the path has a `:sourceId`. */
export const CurrentVisitor = createParamDecorator(
  (_: unknown, context: ExecutionContext): Visitor =>
    context.switchToHttp().getRequest<PublicRequest>().visit.visitor!,
);
