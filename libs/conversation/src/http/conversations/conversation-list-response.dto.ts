import type { ConversationSnapshot } from '../../domain/conversation/events';
import type { ConversationCounts } from '../../queries/count-conversations';
import { ConversationResponseDto, toConversationResponse } from './conversation-response.dto';

export class ConversationCountsDto {
  mine_count: number;
  unassigned_count: number;
  assigned_count: number;
  all_count: number;
}

export class ConversationListDataDto {
  meta: ConversationCountsDto;
  payload: ConversationResponseDto[];
}

export class ConversationListDto {
  data: ConversationListDataDto;
}

export class ConversationMetaEnvelopeDto {
  meta: ConversationCountsDto;
}

export class ConversationPayloadDto {
  payload: ConversationResponseDto[];
}

export function toCountsResponse(counts: ConversationCounts): ConversationCountsDto {
  return {
    mine_count: counts.mine,
    unassigned_count: counts.unassigned,
    assigned_count: counts.assigned,
    all_count: counts.all,
  };
}

export function toConversationList(
  counts: ConversationCounts,
  conversations: readonly ConversationSnapshot[],
): ConversationListDto {
  return {
    data: { meta: toCountsResponse(counts), payload: conversations.map(toConversationResponse) },
  };
}
