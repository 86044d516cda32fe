import {
  AccountController,
  AdministratorsOnly,
  commandMetadata,
  CurrentPrincipal,
  type Principal,
} from '@app/accounts';
import { inboxRef } from '@app/conversation';
import { EventStore } from '@app/event-store';
import { Idempotent, IdPipe, UnwrappedBody } from '@app/http';
import { DEFAULT_SUBSCRIPTIONS, type Format } from '@app/payloads';
import { SecretBox } from '@app/secrets';
import { Delete, Get, HttpCode, Inject, Param, Patch, Post, Put } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiBody, ApiOkResponse } from '@nestjs/swagger';
import { CreateWebhook } from '../commands/create-webhook';
import { DeleteWebhook } from '../commands/delete-webhook';
import { UpdateWebhook } from '../commands/update-webhook';
import type { WebhookSettings } from '../domain/webhook';
import { ListWebhooks } from '../queries/list-webhooks';
import {
  toWebhookDto,
  WebhookDto,
  WebhookEnvelopeDto,
  WebhookListEnvelopeDto,
  type WebhookLike,
} from './webhook-response.dto';
import { CreateWebhookDto, UpdateWebhookDto } from './webhook.dto';

/** Of webhooks whose creation names none. */
export const DEFAULT_FORMAT = Symbol('default format');

@AdministratorsOnly()
@AccountController('webhooks', 'Webhooks')
export class WebhooksController {
  constructor(
    private readonly commandBus: CommandBus,
    private readonly queryBus: QueryBus,
    private readonly store: EventStore,
    private readonly secretBox: SecretBox,
    @Inject(DEFAULT_FORMAT) private readonly defaultFormat: Format,
  ) {}

  @Get()
  @ApiOkResponse({ type: WebhookListEnvelopeDto })
  async list(@CurrentPrincipal() { accountId }: Principal): Promise<WebhookListEnvelopeDto> {
    const webhooks = await this.queryBus.execute(new ListWebhooks(accountId));
    return { payload: { webhooks: await this.toDtos(webhooks) } };
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
    const settings: WebhookSettings = {
      url: dto.url,
      name: dto.name ?? null,
      subscriptions: dto.subscriptions ?? DEFAULT_SUBSCRIPTIONS,
      format: dto.format ?? this.defaultFormat,
      inboxId: dto.inbox_id ?? null,
    };
    const webhook = await this.commandBus.execute(
      new CreateWebhook(principal.accountId, settings, commandMetadata(principal)),
    );
    return { payload: { webhook: await this.toDto(webhook) } };
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
    return { payload: { webhook: await this.toDto(webhook) } };
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

  private async toDto(webhook: WebhookLike): Promise<WebhookDto> {
    const [dto] = await this.toDtos([webhook]);
    return dto!;
  }

  private async toDtos(webhooks: readonly WebhookLike[]): Promise<WebhookDto[]> {
    const inboxIds = new Set(webhooks.flatMap(({ inboxId }) => inboxId ?? []));
    const inboxes = await this.store.readStates([...inboxIds].map(inboxRef));
    const byId = new Map(inboxes.map((inbox) => [inbox?.id, inbox]));
    return webhooks.map((webhook) =>
      toWebhookDto(
        webhook,
        this.secretBox.open(webhook.sealedSecret),
        byId.get(webhook.inboxId ?? undefined),
      ),
    );
  }
}

/** What the request leaves out stays; null takes a name or an inbox away. */
function toChanges(
  { url, name, subscriptions, format, inbox_id }: UpdateWebhookDto,
  defaultFormat: Format,
) {
  const changes: { -readonly [Key in keyof WebhookSettings]?: WebhookSettings[Key] } = {};
  if (url !== undefined) changes.url = url;
  if (name !== undefined) changes.name = name;
  if (subscriptions !== undefined) changes.subscriptions = subscriptions ?? DEFAULT_SUBSCRIPTIONS;
  if (format !== undefined) changes.format = format ?? defaultFormat;
  if (inbox_id !== undefined) changes.inboxId = inbox_id;
  return changes;
}
