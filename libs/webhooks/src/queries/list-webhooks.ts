import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { WebhookEntity } from '../read-model/webhook.entity';

/** An account's webhooks, in the order in which they were made. */
export class ListWebhooks extends Query<WebhookEntity[]> {
  constructor(readonly accountId: number) {
    super();
  }
}

@QueryHandler(ListWebhooks)
export class ListWebhooksHandler implements IQueryHandler<ListWebhooks> {
  constructor(
    @InjectRepository(WebhookEntity) private readonly webhooks: Repository<WebhookEntity>,
  ) {}

  execute({ accountId }: ListWebhooks): Promise<WebhookEntity[]> {
    return this.webhooks.find({ where: { accountId }, order: { id: 'ASC' } });
  }
}
