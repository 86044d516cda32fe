import type { IdempotentRequest } from '@app/http';
import {
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  NotFoundException,
} from '@nestjs/common';
import type { Inbox } from '../../domain/inbox';
import { Inboxes } from '../../read-model/inboxes';

type WidgetRequest = IdempotentRequest & { widgetInbox: Inbox };

/** Lets a request through whose `website_token` is that of a widget. */
@Injectable()
export class WidgetGuard implements CanActivate {
  constructor(private readonly inboxes: Inboxes) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<WidgetRequest>();
    const { website_token } = request.query as { website_token?: unknown };
    const inbox =
      typeof website_token === 'string'
        ? await this.inboxes.findByIdentifier(website_token, 'Channel::WebWidget')
        : undefined;
    if (!inbox) throw new NotFoundException('Resource could not be found');
    request.widgetInbox = inbox;
    request.idempotencyScope = `inbox:${inbox.id}/visitor:${String(request.headers['x-auth-token'] ?? '')}`;
    request.sharedIdempotencyScope = request.headers['x-auth-token'] === undefined;
    return true;
  }
}

/** The widget's inbox, in a controller behind the {@link WidgetGuard}. */
export const WidgetInbox = createParamDecorator(
  (_: unknown, context: ExecutionContext): Inbox =>
    context.switchToHttp().getRequest<WidgetRequest>().widgetInbox,
);
