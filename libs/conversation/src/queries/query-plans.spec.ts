import type { SqliteEventStoreHarness } from '@app/event-store/testing';
import { openConversationsDatabase } from '../testing/open-conversations';
import { OF_CONTACT as DELETED_WITH_CONTACT } from '../commands/contacts/delete-contact';
import { conditionOf, type ConversationFilter } from './conversation-filter';
import { OF_CONTACT } from './list-contact-conversations';

describe('the plans of the queries on conversations', () => {
  let harness: SqliteEventStoreHarness;
  beforeEach(async () => {
    harness = await openConversationsDatabase();
  });
  afterEach(() => harness.close());

  const planOf = (sql: string, params: readonly (string | number | null)[]): string[] =>
    harness.connection
      .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...params)
      .map(({ detail }) => detail);
  const planOfList = (filter: ConversationFilter): string[] => {
    const { sql, params } = conditionOf(1, filter);
    return planOf(
      `SELECT display_id FROM conversations WHERE ${sql}
       ORDER BY last_activity_at DESC, display_id DESC LIMIT 25 OFFSET 0`,
      params,
    );
  };

  it('lists by the latest activity straight from the index, without sorting', () => {
    expect(planOfList({ status: 'open' })).toEqual([
      'SEARCH conversations USING COVERING INDEX conversations_by_activity (account_id=? AND status=?)',
    ]);
  });

  it('reads no other account’s conversations for any status', () => {
    expect(planOfList({ status: 'all' })[0]).toMatch(
      /^SEARCH conversations USING COVERING INDEX conversations_by_activity \(account_id=\?\)/,
    );
  });

  it('looks for text in the messages of the account’s conversations only', () => {
    expect(planOfList({ status: 'open', contains: 'x' }).join('\n')).not.toMatch(/SCAN (?!key)/);
  });

  it.each([
    ['listed', OF_CONTACT, [1, 1, null, null, 20]],
    ['deleted', DELETED_WITH_CONTACT, [1, 1]],
  ])('finds a contact’s conversations by the contact where they are %s', (_, sql, params) => {
    expect(planOf(sql, params)).toEqual([
      expect.stringMatching(/INDEX conversations_by_contact \(contact_id=\?\)$/),
    ]);
  });

  it('finds a message by its conversation and id', () => {
    expect(
      planOf(
        'SELECT position FROM messages WHERE account_id = ? AND display_id = ? AND id = ?',
        [1, 1, 1],
      ),
    ).toEqual(['SEARCH messages USING PRIMARY KEY (account_id=? AND display_id=? AND id=?)']);
  });
});
