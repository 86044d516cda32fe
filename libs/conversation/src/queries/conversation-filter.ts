import type { Dialect, SqlValue } from '@app/event-store';
import type { ConversationStatus } from '../domain/conversation/conversation';
import { escapeLike } from './escape-like';

/** What a list of conversations is narrowed to; undefined does not narrow it. */
export interface ConversationFilter {
  readonly status: ConversationStatus | 'all';
  readonly inboxId?: number;
  readonly teamId?: number;
  /** Conversations with any of them. */
  readonly labels?: readonly string[];
  /** Text that one of the messages contains. */
  readonly contains?: string;
}

export type AssigneeType = 'me' | 'unassigned' | 'assigned' | 'all';

interface Condition {
  readonly sql: string;
  readonly params: readonly SqlValue[];
}

/** The condition by which a query on `conversations` finds what the filter lets through. */
export function conditionOf(
  dialect: Dialect,
  accountId: number,
  filter: ConversationFilter,
): Condition {
  const conditions: Condition[] = [{ sql: 'account_id = ?', params: [accountId] }];
  const { status, inboxId, teamId, labels, contains } = filter;
  if (status !== 'all') conditions.push({ sql: 'status = ?', params: [status] });
  if (inboxId !== undefined) conditions.push({ sql: 'inbox_id = ?', params: [inboxId] });
  if (teamId !== undefined) conditions.push({ sql: 'team_id = ?', params: [teamId] });
  if (labels !== undefined) {
    conditions.push({
      sql: `EXISTS (SELECT 1 FROM ${dialect.elementsOf('labels')} AS label
                    WHERE label.value IN ${dialect.texts})`,
      params: [JSON.stringify(labels)],
    });
  }
  if (contains !== undefined) {
    const content = dialect.textAt('events.data', 'message', 'content');
    conditions.push({
      sql: `EXISTS (SELECT 1 FROM messages JOIN events ON events.position = messages.position
                    WHERE messages.account_id = conversations.account_id
                      AND messages.display_id = conversations.display_id
                      AND lower(${content}) LIKE ? ESCAPE '\\')`,
      params: [`%${escapeLike(lowerAscii(contains))}%`],
    });
  }
  return {
    sql: conditions.map(({ sql }) => sql).join(' AND '),
    params: conditions.flatMap(({ params }) => params),
  };
}

/** As databases lower what they compare it with, in whatever language. */
function lowerAscii(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}

export function assigneeCondition(type: AssigneeType, userId: number): Condition {
  switch (type) {
    case 'me':
      return { sql: ' AND assignee_id = ?', params: [userId] };
    case 'unassigned':
      return { sql: ' AND assignee_id IS NULL', params: [] };
    case 'assigned':
      return { sql: ' AND assignee_id IS NOT NULL', params: [] };
    case 'all':
      return { sql: '', params: [] };
  }
}
