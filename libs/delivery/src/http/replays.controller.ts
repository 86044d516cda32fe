import {
  AccountController,
  AdministratorsOnly,
  commandMetadata,
  CurrentPrincipal,
  type Principal,
} from '@app/accounts';
import { Clock, EventStore, Refusal } from '@app/event-store';
import { Idempotent, IdPipe } from '@app/http';
import {
  type BeforeApplicationShutdown,
  Body,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Sse,
  type MessageEvent,
} from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiAcceptedResponse, ApiExtraModels, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';
import { concatMap, type Observable, Subject, takeUntil, takeWhile, timer } from 'rxjs';
import { CancelRecovery } from '../commands/cancel-recovery';
import { ChangeReplay } from '../commands/change-replay';
import { StartReplay } from '../commands/start-replay';
import { findOwnWebhook } from '../queries/find-own-webhook';
import { PreviewReplay } from '../queries/preview-replay';
import type { CountedRecovery, ReplayChanges, ReplayFilter } from '../recoveries/recovery';
import { RecoveryTable } from '../recoveries/recovery-table';
import {
  hasEnded,
  ReplayDto,
  ReplayEnvelopeDto,
  ReplayListEnvelopeDto,
  ReplayPreviewEnvelopeDto,
  toReplayDto,
  toReplayPreviewDto,
} from './replay-response.dto';
import { ChangeReplayDto, StartReplayDto } from './replay.dto';

const MAX_LISTED = 100;
const PROGRESS_INTERVAL_MS = 1_000;

/** History, delivered to a webhook once more. */
@AdministratorsOnly()
@AccountController('webhooks/:webhookId/replays', 'Replays')
export class ReplaysController implements BeforeApplicationShutdown {
  private readonly stopped = new Subject<void>();

  constructor(
    private readonly commandBus: CommandBus,
    private readonly queryBus: QueryBus,
    private readonly store: EventStore,
    private readonly table: RecoveryTable,
    private readonly clock: Clock,
  ) {}

  /** Who watches is not to keep the server from ending. */
  beforeApplicationShutdown(): void {
    this.stopped.next();
  }

  /** The last 100, newest first. */
  @Get()
  @ApiOkResponse({ type: ReplayListEnvelopeDto })
  async list(
    @Param('webhookId', IdPipe) webhookId: number,
    @CurrentPrincipal() { accountId }: Principal,
  ): Promise<ReplayListEnvelopeDto> {
    const { disabled } = await findOwnWebhook(this.store, accountId, webhookId);
    const replays = await this.table.list(webhookId, ['replay'], MAX_LISTED);
    const nowMs = this.clock.nowMs();
    return { payload: replays.map((replay) => toReplayDto(replay, disabled !== null, nowMs)) };
  }

  /** Begins at once, beside what is live; with `dry_run` it counts and shows, and sends nothing. */
  @Post()
  @Idempotent()
  @HttpCode(202)
  @ApiExtraModels(ReplayEnvelopeDto, ReplayPreviewEnvelopeDto)
  @ApiAcceptedResponse({
    schema: {
      oneOf: [
        { $ref: getSchemaPath(ReplayEnvelopeDto) },
        { $ref: getSchemaPath(ReplayPreviewEnvelopeDto) },
      ],
    },
  })
  async start(
    @Param('webhookId', IdPipe) webhookId: number,
    @Body() dto: StartReplayDto,
    @CurrentPrincipal() principal: Principal,
  ): Promise<ReplayEnvelopeDto | ReplayPreviewEnvelopeDto> {
    const { accountId } = principal;
    const range = { from: dto.from, to: dto.to ?? 'now' };
    const filter: ReplayFilter = {
      events: dto.events ?? null,
      conversationId: dto.conversation_id ?? null,
      which: dto.which ?? 'all',
    };
    if (dto.dry_run) {
      const preview = await this.queryBus.execute(
        new PreviewReplay(accountId, webhookId, range, filter),
      );
      return { payload: { dry_run: toReplayPreviewDto(preview) } };
    }
    const replay = await this.commandBus.execute(
      new StartReplay(
        accountId,
        webhookId,
        range,
        filter,
        dto.rate ?? null,
        commandMetadata(principal),
      ),
    );
    return this.envelope(replay, principal);
  }

  @Get(':replayId')
  @ApiOkResponse({ type: ReplayEnvelopeDto })
  async find(
    @Param('webhookId', IdPipe) webhookId: number,
    @Param('replayId', IdPipe) replayId: number,
    @CurrentPrincipal() principal: Principal,
  ): Promise<ReplayEnvelopeDto> {
    return { payload: { replay: await this.read(webhookId, replayId, principal) } };
  }

  /** How far it is, as server-sent events, each second until it has ended. */
  @Sse(':replayId/events')
  @ApiExtraModels(ReplayDto)
  @ApiOkResponse({
    content: { 'text/event-stream': { schema: { $ref: getSchemaPath(ReplayDto) } } },
  })
  async progress(
    @Param('webhookId', IdPipe) webhookId: number,
    @Param('replayId', IdPipe) replayId: number,
    @CurrentPrincipal() principal: Principal,
  ): Promise<Observable<MessageEvent>> {
    await this.read(webhookId, replayId, principal);
    return timer(0, PROGRESS_INTERVAL_MS).pipe(
      concatMap(() => this.read(webhookId, replayId, principal)),
      takeWhile((replay) => !hasEnded(replay), true),
      takeUntil(this.stopped),
      concatMap(async (replay) => ({ type: 'progress', data: replay })),
    );
  }

  @Patch(':replayId')
  @ApiOkResponse({ type: ReplayEnvelopeDto })
  changeRate(
    @Param('webhookId', IdPipe) webhookId: number,
    @Param('replayId', IdPipe) replayId: number,
    @Body() { rate }: ChangeReplayDto,
    @CurrentPrincipal() principal: Principal,
  ): Promise<ReplayEnvelopeDto> {
    const changes = rate === undefined ? {} : { ratePerSecond: rate };
    return this.change(webhookId, replayId, changes, principal);
  }

  /** Sends nothing more of it but what is being attempted, until it is resumed. */
  @Post(':replayId/pause')
  @HttpCode(200)
  @ApiOkResponse({ type: ReplayEnvelopeDto })
  pause(
    @Param('webhookId', IdPipe) webhookId: number,
    @Param('replayId', IdPipe) replayId: number,
    @CurrentPrincipal() principal: Principal,
  ): Promise<ReplayEnvelopeDto> {
    return this.change(webhookId, replayId, { paused: true }, principal);
  }

  @Post(':replayId/resume')
  @HttpCode(200)
  @ApiOkResponse({ type: ReplayEnvelopeDto })
  resume(
    @Param('webhookId', IdPipe) webhookId: number,
    @Param('replayId', IdPipe) replayId: number,
    @CurrentPrincipal() principal: Principal,
  ): Promise<ReplayEnvelopeDto> {
    return this.change(webhookId, replayId, { paused: false }, principal);
  }

  /** Sends nothing more of it but what has been attempted, and is still to be retried. */
  @Post(':replayId/cancel')
  @HttpCode(200)
  @ApiOkResponse({ type: ReplayEnvelopeDto })
  async cancel(
    @Param('webhookId', IdPipe) webhookId: number,
    @Param('replayId', IdPipe) replayId: number,
    @CurrentPrincipal() principal: Principal,
  ): Promise<ReplayEnvelopeDto> {
    await this.read(webhookId, replayId, principal);
    const replay = await this.commandBus.execute(
      new CancelRecovery(principal.accountId, webhookId, replayId),
    );
    return this.envelope(replay, principal);
  }

  private async change(
    webhookId: number,
    replayId: number,
    changes: ReplayChanges,
    principal: Principal,
  ): Promise<ReplayEnvelopeDto> {
    const replay = await this.commandBus.execute(
      new ChangeReplay(principal.accountId, webhookId, replayId, changes),
    );
    return this.envelope(replay, principal);
  }

  private async read(
    webhookId: number,
    replayId: number,
    { accountId }: Principal,
  ): Promise<ReplayDto> {
    const { disabled } = await findOwnWebhook(this.store, accountId, webhookId);
    const replay = await this.table.find(webhookId, replayId);
    if (replay?.kind !== 'replay') throw Refusal.notFound();
    return toReplayDto(replay, disabled !== null, this.clock.nowMs());
  }

  private async envelope(
    replay: CountedRecovery,
    { accountId }: Principal,
  ): Promise<ReplayEnvelopeDto> {
    const { disabled } = await findOwnWebhook(this.store, accountId, replay.webhookId);
    return { payload: { replay: toReplayDto(replay, disabled !== null, this.clock.nowMs()) } };
  }
}
