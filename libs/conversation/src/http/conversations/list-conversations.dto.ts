import { IsId } from '@app/http';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import {
  CONVERSATION_STATUSES,
  type ConversationStatus,
} from '../../domain/conversation/conversation';
import type { AssigneeType, ConversationFilter } from '../../queries/conversation-filter';

const MAX_LABELS = 100;

/** A query names a list once for each of its items, and so a list of one like a single value. */
const IsLabels = (): PropertyDecorator => (target, property) => {
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? [value] : value))(
    target,
    property,
  );
  IsString({ each: true })(target, property);
  ArrayMaxSize(MAX_LABELS)(target, property);
  IsArray()(target, property);
  IsOptional()(target, property);
};

export class ListConversationsDto {
  /** `open` by default. */
  @IsOptional()
  @IsIn([...CONVERSATION_STATUSES, 'all'])
  status?: ConversationStatus | 'all';

  @IsOptional()
  @IsId()
  inbox_id?: number;

  @IsOptional()
  @IsId()
  team_id?: number;

  /** Conversations with any of these labels. */
  @IsLabels()
  labels?: string[];

  /** The same, as Rails clients name lists. */
  @IsLabels()
  'labels[]'?: string[];

  /** Text that one of the messages contains. */
  @IsOptional()
  @IsString()
  @MaxLength(255)
  q?: string;

  /** `all` by default; `me` are those of the token's user. */
  @IsOptional()
  @IsIn(['me', 'unassigned', 'assigned', 'all'])
  assignee_type?: AssigneeType;

  /** 1 for the first; 25 conversations a page. */
  @IsOptional()
  @IsId()
  page?: number;
}

export function toConversationFilter(dto: ListConversationsDto): ConversationFilter {
  const labels = dto.labels ?? dto['labels[]'];
  return {
    status: dto.status ?? 'open',
    ...(dto.inbox_id !== undefined && { inboxId: dto.inbox_id }),
    ...(dto.team_id !== undefined && { teamId: dto.team_id }),
    ...(labels && { labels }),
    ...(dto.q && { contains: dto.q }),
  };
}
