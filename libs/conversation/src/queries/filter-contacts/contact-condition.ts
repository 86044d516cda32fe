import { toDay, toNumber } from '../../read-model/contact-attributes';

/** One condition of a filter, checked. */
export interface ContactCondition {
  readonly attribute: string;
  readonly operator: FilterOperator;
  /** At least one where the operator compares; exactly one where it orders. */
  readonly values: readonly FilterValue[];
  /** What joins it to the condition that follows; null for the last. */
  readonly joinedBy: 'AND' | 'OR' | null;
}

export type FilterValue = string | number | boolean;

const EQUALITY = ['equal_to', 'not_equal_to'] as const;
const CONTAINMENT = ['contains', 'does_not_contain'] as const;
const PRESENCE = ['is_present', 'is_not_present'] as const;
const ORDER = ['is_greater_than', 'is_less_than', 'days_before'] as const;
const TEXT = [...EQUALITY, ...CONTAINMENT, ...PRESENCE] as const;

export const FILTER_OPERATORS = [...TEXT, ...ORDER, 'starts_with'] as const;

export type FilterOperator = (typeof FILTER_OPERATORS)[number];

export type AttributeType = 'text' | 'phone_number' | 'boolean' | 'time' | 'custom';

/** All others are custom attributes. */
const STANDARD_TYPES: Readonly<Record<string, AttributeType>> = {
  name: 'text',
  email: 'text',
  phone_number: 'phone_number',
  identifier: 'text',
  country_code: 'text',
  city: 'text',
  company: 'text',
  created_at: 'time',
  last_activity_at: 'time',
  blocked: 'boolean',
};

const OPERATORS: Readonly<Record<AttributeType, readonly FilterOperator[]>> = {
  text: TEXT,
  phone_number: [...TEXT, 'starts_with'],
  boolean: EQUALITY,
  time: [...ORDER, ...PRESENCE],
  custom: [...TEXT, ...ORDER],
};

export function typeOf(attribute: string): AttributeType {
  return Object.hasOwn(STANDARD_TYPES, attribute) ? STANDARD_TYPES[attribute]! : 'custom';
}

export function operatorsOf(attribute: string): readonly FilterOperator[] {
  return OPERATORS[typeOf(attribute)];
}

export function isPresence(operator: FilterOperator): boolean {
  return (PRESENCE as readonly string[]).includes(operator);
}

/** Whether the operator takes one value, to come before or after. */
export function isOrder(operator: FilterOperator): boolean {
  return (ORDER as readonly string[]).includes(operator);
}

/** Ten times a lifetime; and a day that far back can still be written down. */
const MAX_DAYS = 365_000;

/** @returns undefined where the value will do, else what will */
export function valueProblem(
  attribute: string,
  operator: FilterOperator,
  value: FilterValue,
): string | undefined {
  const text = String(value);
  if (operator === 'days_before') {
    return /^\d{1,6}$/.test(text) && Number(text) <= MAX_DAYS
      ? undefined
      : `a whole number of days up to ${MAX_DAYS}`;
  }
  switch (typeOf(attribute)) {
    case 'boolean':
      return /^(true|false)$/i.test(text) ? undefined : 'true or false';
    case 'time':
      return toDay(text) === null ? 'a date such as 2026-01-31' : undefined;
    case 'custom':
      if (!isOrder(operator) || toDay(text) !== null || toNumber(text) !== null) break;
      return 'a number or a date such as 2026-01-31';
    default:
  }
  const needsText = operator === 'starts_with' || operator.includes('contain');
  return needsText && text.trim() === '' ? 'text that is not blank' : undefined;
}
