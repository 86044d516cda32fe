import {
  AccountController,
  AdministratorsOnly,
  commandMetadata,
  CurrentPrincipal,
  type Principal,
} from '@app/accounts';
import { Idempotent, IdPipe, UnwrappedBody } from '@app/http';
import { DEFAULT_SUBSCRIPTIONS, type Format } from '@app/payloads';
import { Delete, Get, HttpCode, Inject, Param, Patch, Post, Put } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiBody, ApiOkResponse } from '@nestjs/swagger';
import { CreateWebhook } from '../commands/create-webhook';
import { DeleteWebhook } from '../commands/delete-webhook';
import { UpdateWebhook, type WebhookChanges } from '../commands/update-webhook';
import { DEFAULT_DELIVERY_SETTINGS } from '../domain/webhook-settings';
import { ListWebhooks } from '../queries/list-webhooks';
import { WebhookEnvelopeDto, WebhookListEnvelopeDto } from './webhook-response.dto';
import { WebhookResponses } from './webhook-responses';
import { CreateWebhookDto, UpdateWebhookDto } from './webhook.dto';

/** Of webhooks whose creation names none. */
export const DEFAULT_FORMAT = Symbol('default format');

@AdministratorsOnly()
@AccountController('webhooks', 'Webhooks')
export class WebhooksController {
  constructor(
    private readonly commandBus: CommandBus,
    private readonly queryBus: QueryBus,
    private readonly responses: WebhookResponses,
    @Inject(DEFAULT_FORMAT) private readonly defaultFormat: Format,
  ) {}

  @Get()
  @ApiOkResponse({ type: WebhookListEnvelopeDto })
  async list(@CurrentPrincipal() { accountId }: Principal): Promise<WebhookListEnvelopeDto> {
    const webhooks = await this.queryBus.execute(new ListWebhooks(accountId));
    return { payload: { webhooks: await this.responses.toDtos(webhooks) } };
  }

  @Post()
  @Idempotent()
  @HttpCode(200)
  @ApiBody({ type: CreateWebhookDto })
  @ApiOkResponse({ type: WebhookEnvelopeDto })
  async create(
    @UnwrappedBody('webhook') dto: CreateWebhookDto,
    @CurrentPrincipal() principal: Principal,
  ): Promise<WebhookEnvelopeDto> {
    const webhook = await this.commandBus.execute(
      new CreateWebhook(
        principal.accountId,
        {
          name: null,
          subscriptions: DEFAULT_SUBSCRIPTIONS,
          format: this.defaultFormat,
          inboxId: null,
          ...toChanges(dto, this.defaultFormat),
          url: dto.url,
        },
        commandMetadata(principal),
      ),
    );
    return this.responses.envelope(webhook);
  }

  @Patch(':webhookId')
  @ApiBody({ type: UpdateWebhookDto })
  @ApiOkResponse({ type: WebhookEnvelopeDto })
  async update(
    @Param('webhookId', IdPipe) webhookId: number,
    @UnwrappedBody('webhook') dto: UpdateWebhookDto,
    @CurrentPrincipal() principal: Principal,
  ): Promise<WebhookEnvelopeDto> {
    const webhook = await this.commandBus.execute(
      new UpdateWebhook(
        principal.accountId,
        webhookId,
        toChanges(dto, this.defaultFormat),
        commandMetadata(principal),
      ),
    );
    return this.responses.envelope(webhook);
  }

  @Put(':webhookId')
  @ApiBody({ type: UpdateWebhookDto })
  @ApiOkResponse({ type: WebhookEnvelopeDto })
  replace(
    @Param('webhookId', IdPipe) webhookId: number,
    @UnwrappedBody('webhook') dto: UpdateWebhookDto,
    @CurrentPrincipal() principal: Principal,
  ): Promise<WebhookEnvelopeDto> {
    return this.update(webhookId, dto, principal);
  }

  @Delete(':webhookId')
  async delete(
    @Param('webhookId', IdPipe) webhookId: number,
    @CurrentPrincipal() principal: Principal,
  ): Promise<void> {
    await this.commandBus.execute(
      new DeleteWebhook(principal.accountId, webhookId, commandMetadata(principal)),
    );
  }
}

/** What the request leaves out stays; null takes away what may be none, and else is the default. */
function toChanges(
  { inbox_id, timeout_seconds, rate_limit, ...dto }: UpdateWebhookDto,
  defaultFormat: Format,
): WebhookChanges {
  const { timeoutSeconds, ordering } = DEFAULT_DELIVERY_SETTINGS;
  const changes: { -readonly [Key in keyof WebhookChanges]: WebhookChanges[Key] } = {};
  if (dto.url !== undefined) changes.url = dto.url;
  if (dto.name !== undefined) changes.name = dto.name;
  if (dto.subscriptions !== undefined) {
    changes.subscriptions = dto.subscriptions ?? DEFAULT_SUBSCRIPTIONS;
  }
  if (dto.format !== undefined) changes.format = dto.format ?? defaultFormat;
  if (inbox_id !== undefined) changes.inboxId = inbox_id;
  if (timeout_seconds !== undefined) changes.timeoutSeconds = timeout_seconds ?? timeoutSeconds;
  if (rate_limit !== undefined) changes.rateLimit = rate_limit;
  if (dto.ordering !== undefined) changes.ordering = dto.ordering ?? ordering;
  if (dto.headers !== undefined) changes.headers = dto.headers;
  if (typeof dto.secret === 'string') changes.secret = dto.secret;
  return changes;
}
