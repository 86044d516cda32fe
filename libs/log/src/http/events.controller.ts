import { Readable } from 'node:stream';
import {
  AccountController,
  AdministratorsOnly,
  CurrentPrincipal,
  type Principal,
} from '@app/accounts';
import { EventStore, quoteReceived, Refusal } from '@app/event-store';
import { IdPipe } from '@app/http';
import { Get, Headers, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { FindWantingWebhooks } from '../queries/find-wanting-webhooks';
import { ListEvents } from '../queries/list-events';
import { EventTail } from '../tail/event-tail';
import { EventListDto, toLoggedEventDto } from './event-response.dto';
import { ListEventsDto } from './list-events.dto';
import { toServerSentEvents } from './server-sent-events';
import { toWantingWebhookDto, WantingWebhooksDto } from './wanting-webhook-response.dto';

const DEFAULT_LIMIT = 25;
const POSITION = /^\d{1,15}$/;

/** Everything that has happened in the account, as it is stored. */
@AdministratorsOnly()
@AccountController('events', 'Log')
export class EventsController {
  constructor(
    private readonly queryBus: QueryBus,
    private readonly store: EventStore,
    private readonly tail: EventTail,
  ) {}

  /** Every event of the account, the newest first. */
  @Get()
  @ApiOkResponse({ type: EventListDto })
  async list(
    @Query() { type, stream, since, until, cursor, limit = DEFAULT_LIMIT }: ListEventsDto,
    @CurrentPrincipal() { accountId }: Principal,
  ): Promise<EventListDto> {
    const filter = { type, stream, sinceMs: toMs(since), untilMs: toMs(until) };
    const before = cursor === undefined ? Infinity : fromCursor(cursor);
    const { events, beforePosition } = await this.queryBus.execute(
      new ListEvents(accountId, filter, limit, before),
    );
    return {
      payload: events.map(toLoggedEventDto),
      meta: { next_cursor: beforePosition === null ? null : toCursor(beforePosition) },
    };
  }

  /** The webhooks that wanted an event when it happened. */
  @Get(':position/webhooks')
  @ApiOkResponse({ type: WantingWebhooksDto })
  async wanting(
    @Param('position', IdPipe) position: number,
    @CurrentPrincipal() { accountId }: Principal,
  ): Promise<WantingWebhooksDto> {
    const webhooks = await this.queryBus.execute(new FindWantingWebhooks(accountId, position));
    return { payload: webhooks.map(toWantingWebhookDto) };
  }

  /**
   * What happens from now on, as server-sent events: or, with the header `Last-Event-ID`, from behind
   * that position on, so that a reader who comes back misses nothing.
   */
  @Get('stream')
  @ApiOkResponse({ content: { 'text/event-stream': { schema: { type: 'string' } } } })
  async stream(
    @Headers('last-event-id') lastEventId: string | undefined,
    @CurrentPrincipal() { accountId }: Principal,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const last = lastEventId || String(await this.store.lastPosition());
    if (!POSITION.test(last)) {
      throw Refusal.invalid(
        'last-event-id',
        `Last-Event-ID must be a position of the log, got ${quoteReceived(last)}`,
      );
    }
    const chunks = this.tail.follow(accountId, Number(last) + 1);
    await reply
      .headers({ 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      .send(Readable.from(toServerSentEvents(chunks, last)));
  }
}

function toMs(time: string | undefined): number | undefined {
  return time === undefined ? undefined : Date.parse(time);
}

/** Opaque to whoever gets it. */
function toCursor(position: number): string {
  return Buffer.from(String(position)).toString('base64url');
}

function fromCursor(cursor: string): number {
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  if (POSITION.test(text) && toCursor(Number(text)) === cursor) return Number(text);
  throw Refusal.invalid(
    'cursor',
    `Cursor must be the next_cursor of a page, got ${quoteReceived(cursor)}`,
  );
}
