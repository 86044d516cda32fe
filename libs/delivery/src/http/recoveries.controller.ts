import {
  AccountController,
  AdministratorsOnly,
  commandMetadata,
  CurrentPrincipal,
  type Principal,
} from '@app/accounts';
import { EventStore, Refusal } from '@app/event-store';
import { Idempotent, IdPipe } from '@app/http';
import type { Webhook } from '@app/webhooks';
import { Body, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiAcceptedResponse, ApiOkResponse } from '@nestjs/swagger';
import { CancelRecovery } from '../commands/cancel-recovery';
import { RecoverFailed } from '../commands/recover-failed';
import { findOwnWebhook } from '../queries/find-own-webhook';
import { type CountedRecovery, RECOVERY_KINDS } from '../recoveries/recovery';
import { RecoveryTable } from '../recoveries/recovery-table';
import {
  RecoveryEnvelopeDto,
  RecoveryListEnvelopeDto,
  toRecoveryDto,
} from './recovery-response.dto';
import { CreateRecoveryDto } from './recovery.dto';

const DEFAULT_RATE_PER_SECOND = 100;
const MAX_LISTED = 100;

/** What is brought back to a webhook: what it missed while it was disabled, and what had failed. */
@AdministratorsOnly()
@AccountController('webhooks/:webhookId/recoveries', 'Deliveries')
export class RecoveriesController {
  constructor(
    private readonly commandBus: CommandBus,
    private readonly store: EventStore,
    private readonly table: RecoveryTable,
  ) {}

  /** The last 100, newest first. */
  @Get()
  @ApiOkResponse({ type: RecoveryListEnvelopeDto })
  async list(
    @Param('webhookId', IdPipe) webhookId: number,
    @CurrentPrincipal() principal: Principal,
  ): Promise<RecoveryListEnvelopeDto> {
    const { disabled } = await this.findWebhook(webhookId, principal);
    const recoveries = await this.table.list(webhookId, RECOVERY_KINDS, MAX_LISTED);
    return { payload: recoveries.map((recovery) => toRecoveryDto(recovery, disabled !== null)) };
  }

  /** Resends what failed for good since a time, in the order of the log and at a rate. */
  @Post()
  @Idempotent()
  @HttpCode(202)
  @ApiAcceptedResponse({ type: RecoveryEnvelopeDto })
  async create(
    @Param('webhookId', IdPipe) webhookId: number,
    @Body() { since, rate }: CreateRecoveryDto,
    @CurrentPrincipal() principal: Principal,
  ): Promise<RecoveryEnvelopeDto> {
    const recovery = await this.commandBus.execute(
      new RecoverFailed(
        principal.accountId,
        webhookId,
        since,
        rate ?? DEFAULT_RATE_PER_SECOND,
        commandMetadata(principal),
      ),
    );
    return this.envelope(recovery, principal);
  }

  @Get(':recoveryId')
  @ApiOkResponse({ type: RecoveryEnvelopeDto })
  async find(
    @Param('webhookId', IdPipe) webhookId: number,
    @Param('recoveryId', IdPipe) recoveryId: number,
    @CurrentPrincipal() principal: Principal,
  ): Promise<RecoveryEnvelopeDto> {
    await this.findWebhook(webhookId, principal);
    const recovery = await this.table.find(webhookId, recoveryId);
    if (!recovery || recovery.kind === 'replay') throw Refusal.notFound();
    return this.envelope(recovery, principal);
  }

  /** Brings nothing more; what is in the queue is delivered all the same. */
  @Post(':recoveryId/cancel')
  @HttpCode(200)
  @ApiOkResponse({ type: RecoveryEnvelopeDto })
  async cancel(
    @Param('webhookId', IdPipe) webhookId: number,
    @Param('recoveryId', IdPipe) recoveryId: number,
    @CurrentPrincipal() principal: Principal,
  ): Promise<RecoveryEnvelopeDto> {
    const recovery = await this.commandBus.execute(
      new CancelRecovery(principal.accountId, webhookId, recoveryId),
    );
    return this.envelope(recovery, principal);
  }

  private async envelope(
    recovery: CountedRecovery,
    principal: Principal,
  ): Promise<RecoveryEnvelopeDto> {
    const { disabled } = await this.findWebhook(recovery.webhookId, principal);
    return { payload: { recovery: toRecoveryDto(recovery, disabled !== null) } };
  }

  private findWebhook(webhookId: number, { accountId }: Principal): Promise<Webhook> {
    return findOwnWebhook(this.store, accountId, webhookId);
  }
}
