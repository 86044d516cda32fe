import {
  type CanActivate,
  type ExecutionContext,
  Injectable,
  NotFoundException,
} from '@nestjs/common';
import { Inboxes } from '../../read-model/inboxes';
import { Visitors } from '../../read-model/visitors';
import type { PublicRequest } from './public-visit';

/**
 * Lets a request under `/inboxes/:inboxIdentifier` through where an API inbox has that identifier,
 * and somebody in it the `:sourceId` where there is one. Who knows them may come in.
 */
@Injectable()
export class PublicVisitGuard implements CanActivate {
  constructor(
    private readonly inboxes: Inboxes,
    private readonly visitors: Visitors,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<PublicRequest>();
    const { inboxIdentifier, sourceId } = request.params as {
      inboxIdentifier: string;
      sourceId?: string;
    };
    const inbox = await this.inboxes.findByIdentifier(inboxIdentifier, 'Channel::Api');
    if (!inbox) throw new NotFoundException('Resource could not be found');
    const visitor = sourceId === undefined ? undefined : await this.visitors.find(inbox, sourceId);
    if (sourceId !== undefined && !visitor) {
      throw new NotFoundException('Resource could not be found');
    }
    request.visit = { inbox, visitor };
    request.idempotencyScope = `inbox:${inbox.id}/contact:${visitor?.contactInbox.id ?? 'new'}`;
    request.sharedIdempotencyScope = visitor === undefined;
    return true;
  }
}
