import { quoteReceived, Refusal } from '@app/event-store';
import {
  FILTER_OPERATORS,
  isOrder,
  isPresence,
  operatorsOf,
  valueProblem,
  type ContactCondition,
  type FilterOperator,
  type FilterValue,
} from './contact-condition';

/** Several times what any client sends, and not enough to keep the database busy. */
const MAX_CONDITIONS = 25;
const MAX_VALUES = 50;
const MAX_LENGTH = 1_024;

/** The last two say where Chatwoot keeps the attribute, which its key says here. */
const FIELDS = new Set([
  'attribute_key',
  'filter_operator',
  'values',
  'query_operator',
  'attribute_model',
  'custom_attribute_type',
]);

/**
 * The conditions of a filter as clients send them.
 * @throws Refusal of `payload`, saying which condition is at fault, and in what
 */
export function parseConditions(payload: unknown): ContactCondition[] {
  if (!Array.isArray(payload)) {
    throw refusal('Payload must be a list of conditions', payload);
  }
  if (payload.length > MAX_CONDITIONS) {
    const message = `Payload takes at most ${MAX_CONDITIONS} conditions, got ${payload.length}`;
    throw Refusal.invalid('payload', message);
  }
  return payload.map((sent: unknown, index) =>
    parseCondition(sent, `Payload, condition ${index + 1}:`, index === payload.length - 1),
  );
}

function parseCondition(sent: unknown, where: string, isLast: boolean): ContactCondition {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) {
    throw refusal(`${where} must be an object`, sent);
  }
  const unknown = Object.keys(sent).find((field) => !FIELDS.has(field));
  if (unknown !== undefined) {
    throw Refusal.invalid('payload', `${where} ${quoteReceived(unknown)} is not a known field`);
  }
  const fields = sent as Readonly<Record<string, unknown>>;
  for (const field of ['attribute_model', 'custom_attribute_type']) {
    if (fields[field] !== undefined && fields[field] !== null && !isShortText(fields[field])) {
      throw refusal(`${where} ${field} must be a string`, fields[field]);
    }
  }
  const attribute = parseAttribute(fields.attribute_key, where);
  const operator = parseOperator(fields.filter_operator, attribute, where);
  return {
    attribute,
    operator,
    values: parseValues(fields.values, attribute, operator, where),
    joinedBy: parseJoin(fields.query_operator, where, isLast),
  };
}

function parseAttribute(sent: unknown, where: string): string {
  if (isShortText(sent) && sent !== '') return sent;
  throw refusal(
    `${where} attribute_key must be the name of an attribute, of at most ${MAX_LENGTH} characters`,
    sent,
  );
}

function parseOperator(sent: unknown, attribute: string, where: string): FilterOperator {
  const operators = operatorsOf(attribute);
  const operator = FILTER_OPERATORS.find((known) => known === sent);
  if (operator && operators.includes(operator)) return operator;
  throw refusal(
    `${where} filter_operator of ${quoteReceived(attribute)} must be one of ${operators.join(', ')}`,
    sent,
  );
}

function parseValues(
  sent: unknown,
  attribute: string,
  operator: FilterOperator,
  where: string,
): FilterValue[] {
  if (isPresence(operator)) return [];
  if (!Array.isArray(sent)) throw refusal(`${where} values must be a list`, sent);
  const most = isOrder(operator) ? 1 : MAX_VALUES;
  if (sent.length === 0 || sent.length > most) {
    const takes = most === 1 ? 'one value' : `1 to ${most} values`;
    throw Refusal.invalid('payload', `${where} values must hold ${takes}, got ${sent.length}`);
  }
  return sent.map((value: unknown) => {
    if (!isValue(value)) {
      throw refusal(
        `${where} each of values must be text of at most ${MAX_LENGTH} characters, a number or a boolean`,
        value,
      );
    }
    const takes = valueProblem(attribute, operator, value);
    if (takes === undefined) return value;
    throw refusal(`${where} values of ${operator} must be ${takes}`, value);
  });
}

/** What follows the last condition has nothing to join, and is let pass. */
function parseJoin(sent: unknown, where: string, isLast: boolean): 'AND' | 'OR' | null {
  const operator = typeof sent === 'string' ? sent.toUpperCase() : sent;
  if (operator === 'AND' || operator === 'OR') return isLast ? null : operator;
  if (isLast && (operator === undefined || operator === null || operator === '')) return null;
  const place = isLast ? '' : ' before a further condition';
  throw refusal(`${where} query_operator must be AND or OR${place}`, sent);
}

function isValue(value: unknown): value is FilterValue {
  return isShortText(value) || typeof value === 'number' || typeof value === 'boolean';
}

function isShortText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_LENGTH;
}

function refusal(takes: string, received: unknown): Refusal {
  return Refusal.invalid('payload', `${takes}, got ${quoteReceived(received)}`);
}
