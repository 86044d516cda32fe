import type { SqlValue, Statement } from '@app/event-store';
import { FILTERED_ADDITIONAL, toDay, toNumber } from '../../read-model/contact-attributes';
import { LAST_ACTIVITY_AT } from '../contact-pages';
import { escapeLike } from '../escape-like';
import { typeOf, type ContactCondition } from './contact-condition';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What stands in the table `contacts`, in lower case where it is text. */
const COLUMNS: Readonly<Record<string, string>> = {
  name: 'sort_name',
  email: 'email',
  phone_number: 'phone_number',
  identifier: 'folded_identifier',
  blocked: 'blocked',
  created_at: 'created_at',
  last_activity_at: LAST_ACTIVITY_AT,
};

/**
 * The condition on `contacts` that conditions make as they stand one after the other: AND binds more
 * tightly than OR. Whatever a client sent is a parameter. What OR joins are queries of their own, so
 * that each look-up has its index: in one condition the database would go through the account.
 * @returns undefined where there are none
 */
export function toSql(
  accountId: number,
  conditions: readonly ContactCondition[],
  nowMs: number,
): Statement | undefined {
  if (conditions.length === 0) return undefined;
  const alternatives = splitAtOr(conditions).map((all) => {
    const statements = all.map((condition) => conditionSql(accountId, condition, nowMs));
    return joined(statements, ' AND ');
  });
  if (alternatives.length === 1) return alternatives[0];
  const queries = alternatives.map(({ sql, params }) => ({
    sql: `SELECT id FROM contacts WHERE account_id = ? AND ${sql}`,
    params: [accountId, ...params],
  }));
  const { sql, params } = joined(queries, ' UNION ALL ');
  return { sql: `id IN (${sql})`, params };
}

function splitAtOr(conditions: readonly ContactCondition[]): ContactCondition[][] {
  const groups: ContactCondition[][] = [[]];
  for (const condition of conditions) {
    groups.at(-1)!.push(condition);
    if (condition.joinedBy === 'OR') groups.push([]);
  }
  return groups;
}

function joined(statements: readonly Statement[], by: string): Statement {
  return {
    sql: statements.map(({ sql }) => sql).join(by),
    params: statements.flatMap(({ params }) => params),
  };
}

function conditionSql(accountId: number, condition: ContactCondition, nowMs: number): Statement {
  const { attribute, operator } = condition;
  const column = Object.hasOwn(COLUMNS, attribute) ? COLUMNS[attribute]! : undefined;
  if (column !== undefined) {
    switch (operator) {
      case 'is_present':
        return { sql: `nullif(${column}, '') IS NOT NULL`, params: [] };
      case 'is_not_present':
        return { sql: `nullif(${column}, '') IS NULL`, params: [] };
      default:
        return comparison(condition, column, nowMs);
    }
  }
  const isKey = isOneOf('key', [attribute]);
  const rows = `SELECT contact_id FROM contact_attributes WHERE account_id = ? AND ${isKey.sql}`;
  const rowsParams = [accountId, ...isKey.params];
  switch (operator) {
    case 'is_present':
      return { sql: `id IN (${rows})`, params: rowsParams };
    case 'is_not_present':
      return { sql: `id NOT IN (${rows})`, params: rowsParams };
    case 'not_equal_to':
      // As in Chatwoot, who lacks a custom attribute has another than any, but no other city.
      if ((FILTERED_ADDITIONAL as readonly string[]).includes(attribute)) break;
      return negated(conditionSql(accountId, { ...condition, operator: 'equal_to' }, nowMs));
    default:
  }
  const { sql, params } =
    operator === 'equal_to'
      ? isOneOf('text', equals(condition))
      : comparison(condition, 'text', nowMs);
  return { sql: `id IN (${rows} AND ${sql})`, params: [...rowsParams, ...params] };
}

/** Of an attribute. By its beginning too, for the index of PostgreSQL has no more of it. */
function isOneOf(column: 'key' | 'text', values: readonly SqlValue[]): Statement {
  const wholes = values.map(() => '?').join(', ');
  const beginnings = values.map(() => 'substr(?, 1, 255)').join(', ');
  return {
    sql: `${column} IN (${wholes}) AND substr(${column}, 1, 255) IN (${beginnings})`,
    params: [...values, ...values],
  };
}

/** With a column that is NULL it is neither true nor false, as in Chatwoot. */
function comparison(condition: ContactCondition, column: string, nowMs: number): Statement {
  const { attribute, operator, values } = condition;
  switch (operator) {
    case 'equal_to':
      return {
        sql: `${column} IN (${values.map(() => '?').join(', ')})`,
        params: equals(condition),
      };
    case 'not_equal_to':
      return negated(comparison({ ...condition, operator: 'equal_to' }, column, nowMs));
    case 'does_not_contain':
      return negated(comparison({ ...condition, operator: 'contains' }, column, nowMs));
    case 'contains':
      return likeAny(
        column,
        values.map((value) => `%${escapeLike(foldText(value))}%`),
      );
    case 'starts_with':
      return likeAny(
        column,
        values.map((value) => `${escapeLike(toPhoneNumber(value))}%`),
      );
    case 'days_before': {
      const day = new Date(nowMs - Number(values[0]) * DAY_MS).toISOString().slice(0, 10);
      return dayComparison(attribute, column, '<', day);
    }
    default: {
      const text = String(values[0]);
      const sign = operator === 'is_less_than' ? '<' : '>';
      const day = toDay(text);
      if (day !== null) return dayComparison(attribute, column, sign, day);
      return { sql: `number ${sign} ?`, params: [toNumber(text)] };
    }
  }
}

/** Days are UTC's; a time is after a day once the day is over. */
function dayComparison(attribute: string, column: string, sign: '<' | '>', day: string): Statement {
  const compared = typeOf(attribute) === 'custom' ? 'day' : `substr(${column}, 1, 10)`;
  return { sql: `${compared} ${sign} ?`, params: [day] };
}

function equals({ attribute, values }: ContactCondition): SqlValue[] {
  switch (typeOf(attribute)) {
    case 'phone_number':
      return values.map(toPhoneNumber);
    case 'boolean':
      return values.map((value) => Number(String(value).toLowerCase() === 'true'));
    default:
      return values.map((value) => String(value).toLowerCase());
  }
}

/** Bridges send numbers with the `+` and without. */
function toPhoneNumber(value: unknown): string {
  return `+${String(value).trim().replaceAll('+', '')}`;
}

function foldText(value: unknown): string {
  return String(value).trim().toLowerCase();
}

function likeAny(column: string, patterns: readonly string[]): Statement {
  const sql = patterns.map(() => `${column} LIKE ? ESCAPE '\\'`).join(' OR ');
  return { sql: `(${sql})`, params: patterns };
}

function negated({ sql, params }: Statement): Statement {
  return { sql: `NOT (${sql})`, params };
}
